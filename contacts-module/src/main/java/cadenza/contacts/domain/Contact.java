package cadenza.contacts.domain;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactCreated;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person we may write to. */
@Entity
public class Contact {
  @Id private UUID id;
  private UUID workspaceId;
  private String fullName;
  private String[] emailLabels = {};
  private String[] emailAddresses = {};
  private @Nullable String addressKey;
  private String[] phoneLabels = {};
  private String[] phoneNumbers = {};
  private String[] anniversaryTypes = {};
  private String[] anniversaryDates = {};
  private @Nullable String notes;
  private @Nullable String zone;
  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected Contact() {}

  public static Contact register(UUID workspaceId, ContactDraft draft, Instant at) {
    if (draft.fullName() == null || draft.fullName().isBlank()) {
      throw new InvalidField("/full_name", "required", "A contact needs a name.");
    }
    var contact = new Contact();
    contact.id = Ids.next();
    contact.workspaceId = workspaceId;
    contact.createdAt = at;
    contact.change(draft, at);
    return contact;
  }

  /** Takes what the draft says and leaves the rest. */
  public void change(ContactDraft draft, Instant at) {
    if (draft.fullName() != null) {
      if (draft.fullName().isBlank()) {
        throw new InvalidField("/full_name", "required", "A contact needs a name.");
      }
      fullName = draft.fullName().strip();
    }
    if (draft.emails() != null) {
      takeEmails(draft.emails());
    }
    if (draft.phones() != null) {
      phoneLabels = column(draft.phones().stream().map(ContactCard.Phone::label).toList());
      phoneNumbers = column(draft.phones().stream().map(ContactCard.Phone::number).toList());
    }
    if (draft.anniversaries() != null) {
      var given = draft.anniversaries();
      anniversaryTypes = column(given.stream().map(ContactCard.Anniversary::type).toList());
      anniversaryDates = column(given.stream().map(ContactCard.Anniversary::date).toList());
    }
    if (draft.notes() != null) {
      notes = draft.notes().isEmpty() ? null : draft.notes();
    }
    if (draft.zone() != null) {
      zone = draft.zone().isEmpty() ? null : known(draft.zone());
    }
    updatedAt = at;
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

  public ContactCreated created() {
    return new ContactCreated(
        Ids.next(),
        workspaceId,
        createdAt,
        id,
        fullName,
        emailAddresses.length == 0 ? null : emailAddresses[0]);
  }

  public ContactUpdated updated() {
    return new ContactUpdated(Ids.next(), workspaceId, updatedAt, id);
  }

  public ContactCard card() {
    var emails = new ArrayList<ContactCard.Email>();
    for (int i = 0; i < emailAddresses.length; i++) {
      emails.add(new ContactCard.Email(emailLabels[i], emailAddresses[i]));
    }
    var phones = new ArrayList<ContactCard.Phone>();
    for (int i = 0; i < phoneNumbers.length; i++) {
      phones.add(new ContactCard.Phone(phoneLabels[i], phoneNumbers[i]));
    }
    var anniversaries = new ArrayList<ContactCard.Anniversary>();
    for (int i = 0; i < anniversaryDates.length; i++) {
      anniversaries.add(new ContactCard.Anniversary(anniversaryTypes[i], anniversaryDates[i]));
    }
    return new ContactCard(
        id,
        workspaceId,
        fullName,
        emails,
        phones,
        notes,
        anniversaries,
        zone,
        createdAt,
        updatedAt,
        version);
  }
}
