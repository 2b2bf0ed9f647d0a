package cadenza.contacts.domain;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactDetails;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A person we may write to. */
@Entity
public class Contact {
  private static final int LONGEST_NOTES = 20_000;

  @Id private UUID id;
  private UUID workspaceId;
  private String fullName;
  private @Nullable String firstName;
  private @Nullable String lastName;
  private @Nullable String title;
  private @Nullable String company;
  private @Nullable String domain;
  private @Nullable String companySize;
  private @Nullable String industry;
  private @Nullable String city;
  private @Nullable String state;
  private @Nullable String country;
  private String[] emailLabels = {};
  private String[] emailAddresses = {};
  private @Nullable String addressKey;
  private String[] phoneLabels = {};
  private String[] phoneNumbers = {};
  private String[] profileTypes = {};
  private String[] profileUrls = {};
  private String[] anniversaryTypes = {};
  private String[] anniversaryDates = {};
  private @Nullable String notes;
  private @Nullable String zone;
  private boolean doNotTrack;
  private String[] customFields = {};
  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected Contact() {}

  public static Contact register(UUID workspaceId, ContactDraft draft, Instant at) {
    var contact = new Contact();
    contact.id = Ids.next();
    contact.workspaceId = workspaceId;
    contact.createdAt = at;
    contact.fullName = "";
    contact.change(draft, at);
    if (contact.fullName.isEmpty()) {
      contact.fullName = contact.nameOfItsParts();
    }
    return contact;
  }

  /** Takes what the draft says and leaves the rest. */
  public void change(ContactDraft draft, Instant at) {
    if (draft.fullName() != null) {
      if (draft.fullName().isBlank()) {
        throw nameless();
      }
      fullName = draft.fullName().strip();
    }
    var derived = FreeMailDomains.companyOf(workAddressKey());
    if (draft.emails() != null) {
      takeEmails(draft.emails());
    }
    if (draft.details() != null) {
      takeDetails(draft.details());
    }
    if (domain == null || domain.equals(derived)) {
      domain = FreeMailDomains.companyOf(workAddressKey());
    }
    takeLists(draft);
    if (draft.notes() != null) {
      notes = draft.notes().isEmpty() ? null : draft.notes();
    }
    if (draft.zone() != null) {
      zone = draft.zone().isEmpty() ? null : known(draft.zone());
    }
    if (draft.doNotTrack() != null) {
      doNotTrack = draft.doNotTrack();
    }
    updatedAt = at;
  }

  private String nameOfItsParts() {
    var parts = Stream.of(firstName, lastName).filter(Objects::nonNull).toList();
    if (parts.isEmpty()) {
      throw nameless();
    }
    return String.join(" ", parts);
  }

  private static InvalidField nameless() {
    return new InvalidField("/full_name", "required", "A contact needs a name.");
  }

  private void takeDetails(ContactDetails details) {
    firstName = taken(details.firstName(), firstName);
    lastName = taken(details.lastName(), lastName);
    title = taken(details.title(), title);
    company = taken(details.company(), company);
    companySize = taken(details.companySize(), companySize);
    industry = taken(details.industry(), industry);
    city = taken(details.city(), city);
    state = taken(details.state(), state);
    country = taken(details.country(), country);
    if (details.domain() != null) {
      domain =
          details.domain().isBlank() ? null : DomainName.of("/domain", details.domain()).text();
    }
  }

  private static @Nullable String taken(@Nullable String said, @Nullable String before) {
    if (said == null) {
      return before;
    }
    return said.isBlank() ? null : said.strip();
  }

  private void takeLists(ContactDraft draft) {
    if (draft.phones() != null) {
      phoneLabels = column(draft.phones().stream().map(ContactCard.Phone::label).toList());
      phoneNumbers = column(draft.phones().stream().map(ContactCard.Phone::number).toList());
    }
    if (draft.profiles() != null) {
      takeProfiles(draft.profiles());
    }
    if (draft.anniversaries() != null) {
      var given = draft.anniversaries();
      anniversaryTypes = column(given.stream().map(ContactCard.Anniversary::type).toList());
      anniversaryDates = column(given.stream().map(ContactCard.Anniversary::date).toList());
    }
  }

  private void takeProfiles(List<ContactCard.Profile> profiles) {
    var types = new ArrayList<String>();
    var urls = new ArrayList<String>();
    for (int i = 0; i < profiles.size(); i++) {
      types.add(profiles.get(i).type().strip().toLowerCase(Locale.ROOT));
      urls.add(ProfileUrl.of("/profiles/" + i + "/url", profiles.get(i).url()).text());
    }
    profileTypes = column(types);
    profileUrls = column(urls);
  }

  /** The first address that is called work, or else the first. */
  private @Nullable String workAddressKey() {
    for (int i = 0; i < emailAddresses.length; i++) {
      if (emailLabels[i].equalsIgnoreCase("work")) {
        return EmailAddress.keyOf(emailAddresses[i]);
      }
    }
    return addressKey;
  }

  /** What the other one has beyond this one; where both say something, this one's word stays. */
  public void absorb(Contact other, Instant at) {
    takeEmails(joined(card().emails(), other.card().emails()));
    phoneLabels = joined(phoneLabels, other.phoneLabels);
    phoneNumbers = joined(phoneNumbers, other.phoneNumbers);
    profileTypes = joined(profileTypes, other.profileTypes);
    profileUrls = joined(profileUrls, other.profileUrls);
    anniversaryTypes = joined(anniversaryTypes, other.anniversaryTypes);
    anniversaryDates = joined(anniversaryDates, other.anniversaryDates);
    firstName = first(firstName, other.firstName);
    lastName = first(lastName, other.lastName);
    title = first(title, other.title);
    company = first(company, other.company);
    domain = first(domain, other.domain);
    companySize = first(companySize, other.companySize);
    industry = first(industry, other.industry);
    city = first(city, other.city);
    state = first(state, other.state);
    country = first(country, other.country);
    zone = first(zone, other.zone);
    doNotTrack |= other.doNotTrack;
    if (other.notes != null && !other.notes.equals(notes)) {
      var all = notes == null ? other.notes : notes + "\n\n" + other.notes;
      notes = all.length() <= LONGEST_NOTES ? all : all.substring(0, LONGEST_NOTES);
    }
    var values = new TreeMap<String, @Nullable String>(other.customFieldTexts());
    values.putAll(customFieldTexts());
    takeCustomFields(values);
    updatedAt = at;
  }

  private static <T> List<T> joined(List<T> ours, List<T> theirs) {
    return Stream.concat(ours.stream(), theirs.stream()).toList();
  }

  private static String[] joined(String[] ours, String[] theirs) {
    return Stream.concat(Stream.of(ours), Stream.of(theirs)).toArray(String[]::new);
  }

  private static @Nullable String first(@Nullable String ours, @Nullable String theirs) {
    return ours == null ? theirs : ours;
  }

  /** Takes what was checked against the custom fields of the workspace; null clears a value. */
  public void takeCustomFields(Map<String, @Nullable String> values) {
    var all = new TreeMap<String, String>(customFieldTexts());
    values.forEach(
        (key, value) -> {
          if (value == null) {
            all.remove(key);
          } else {
            all.put(key, value);
          }
        });
    customFields =
        column(all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private Map<String, String> customFieldTexts() {
    return CustomValues.texts(customFields);
  }

  private void takeEmails(List<ContactCard.Email> emails) {
    var labels = new ArrayList<String>();
    var addresses = new ArrayList<String>();
    var keys = new LinkedHashSet<String>();
    for (int i = 0; i < emails.size(); i++) {
      var address = EmailAddress.of("/emails/" + i + "/address", emails.get(i).address());
      if (keys.add(address.key())) {
        labels.add(emails.get(i).label());
        addresses.add(address.text());
      }
    }
    emailLabels = column(labels);
    emailAddresses = column(addresses);
    addressKey = keys.isEmpty() ? null : keys.iterator().next();
  }

  private static String known(String zone) {
    try {
      if (ZoneId.getAvailableZoneIds().contains(zone)) {
        return ZoneId.of(zone).getId();
      }
    } catch (DateTimeException fallsThrough) {
      // refused below
    }
    throw new InvalidField(
        "/zone", "unknown_zone", "This is not an IANA time zone such as Europe/Paris.");
  }

  private static String[] column(List<String> values) {
    return values.toArray(new String[0]);
  }

  public UUID id() {
    return id;
  }

  public long version() {
    return version;
  }

  public Set<String> addressKeys() {
    var keys = new LinkedHashSet<String>();
    for (var address : emailAddresses) {
      keys.add(EmailAddress.keyOf(address));
    }
    return keys;
  }

  public @Nullable String domain() {
    return domain;
  }

  public @Nullable String companyName() {
    return company;
  }

  /** Phones and profiles as they are compared. */
  public Set<ContactHandle> handles() {
    return ContactHandle.all(phoneNumbers, profileUrls);
  }

  public ContactCreated created() {
    return new ContactCreated(
        Ids.next(),
        workspaceId,
        createdAt,
        id,
        fullName,
        emailAddresses.length == 0 ? null : emailAddresses[0]);
  }

  /** All that a suppression of this person may name. */
  public Set<String> subjects() {
    var subjects = new LinkedHashSet<>(addressKeys());
    handles().forEach(handle -> subjects.add(handle.key()));
    return subjects;
  }

  public ContactUpdated updated() {
    return new ContactUpdated(Ids.next(), workspaceId, updatedAt, id);
  }

  /** Without its labels, and with the texts of its custom fields. */
  public ContactCard card() {
    var emails = new ArrayList<ContactCard.Email>();
    for (int i = 0; i < emailAddresses.length; i++) {
      emails.add(new ContactCard.Email(emailLabels[i], emailAddresses[i]));
    }
    var phones = new ArrayList<ContactCard.Phone>();
    for (int i = 0; i < phoneNumbers.length; i++) {
      phones.add(new ContactCard.Phone(phoneLabels[i], phoneNumbers[i]));
    }
    var profiles = new ArrayList<ContactCard.Profile>();
    for (int i = 0; i < profileUrls.length; i++) {
      profiles.add(new ContactCard.Profile(profileTypes[i], profileUrls[i]));
    }
    var anniversaries = new ArrayList<ContactCard.Anniversary>();
    for (int i = 0; i < anniversaryDates.length; i++) {
      anniversaries.add(new ContactCard.Anniversary(anniversaryTypes[i], anniversaryDates[i]));
    }
    return new ContactCard(
        id,
        workspaceId,
        fullName,
        new ContactDetails(
            firstName,
            lastName,
            title,
            company,
            domain,
            companySize,
            industry,
            city,
            state,
            country),
        emails,
        phones,
        profiles,
        notes,
        anniversaries,
        zone,
        doNotTrack,
        Map.copyOf(customFieldTexts()),
        List.of(),
        createdAt,
        updatedAt,
        version);
  }
}
