package cadenza.rest.contacts;

import cadenza.contacts.api.ContactCard;
import cadenza.kernel.api.Ids;
import cadenza.sequences.api.EnrollmentBook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A contact.
 *
 * @param firstName and {@code last_name}: absent where only the full name was said
 * @param domain the company's: as it was said, or that of the work address
 * @param profiles pages of the person; the types {@code linkedin}, {@code sales_navigator} and
 *     {@code linkedin_recruiter} are known by name
 * @param customFields by key; the values have the types of their fields
 * @param activeSequences only where one contact is read
 */
@Schema(name = "Contact")
public record ContactBody(
    String id,
    String fullName,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String title,
    @Nullable String company,
    @Nullable String domain,
    @Nullable String companySize,
    @Nullable String industry,
    @Nullable String city,
    @Nullable String state,
    @Nullable String country,
    List<Email> emails,
    List<Phone> phones,
    List<Profile> profiles,
    @Nullable String notes,
    List<Anniversary> anniversaries,
    @Nullable String zone,
    @Schema(description = "whether no mail to this person tells of an open or a click")
        boolean doNotTrack,
    Map<String, Object> customFields,
    List<CarriedLabel> labels,
    Instant createdAt,
    Instant updatedAt,
    @Nullable List<ActiveSequence> activeSequences) {
  @Schema(name = "ContactEmail")
  public record Email(String label, String address) {}

  @Schema(name = "ContactPhone")
  public record Phone(String label, String number) {}

  /** A page of the person. */
  @Schema(name = "ContactProfile")
  public record Profile(String type, String url) {}

  /** A label that the contact carries. */
  @Schema(name = "CarriedLabel")
  public record CarriedLabel(String id, String name) {}

  /**
   * @param date {@code YYYY-MM-DD}, or {@code --MM-DD} without a year
   */
  @Schema(name = "ContactAnniversary")
  public record Anniversary(String type, String date) {}

  /** A sequence that the contact is on now. */
  @Schema(name = "ActiveSequence")
  public record ActiveSequence(
      String enrollmentId,
      String sequenceId,
      int currentEmail,
      int totalEmails,
      @Nullable Instant nextEmailAt,
      String status) {
    static ActiveSequence of(EnrollmentBook.ActiveSequence line) {
      return new ActiveSequence(
          Ids.wire("enr", line.enrollmentId()),
          Ids.wire("seq", line.sequenceId()),
          line.currentEmail(),
          line.totalEmails(),
          line.nextEmailAt(),
          line.status());
    }
  }

  static ContactBody of(ContactCard card) {
    return of(card, null);
  }

  static ContactBody with(ContactCard card, List<EnrollmentBook.ActiveSequence> active) {
    return of(card, active.stream().map(ActiveSequence::of).toList());
  }

  private static ContactBody of(ContactCard card, @Nullable List<ActiveSequence> active) {
    var details = card.details();
    return new ContactBody(
        Ids.wire("ctc", card.id()),
        card.fullName(),
        details.firstName(),
        details.lastName(),
        details.title(),
        details.company(),
        details.domain(),
        details.companySize(),
        details.industry(),
        details.city(),
        details.state(),
        details.country(),
        card.emails().stream().map(email -> new Email(email.label(), email.address())).toList(),
        card.phones().stream().map(phone -> new Phone(phone.label(), phone.number())).toList(),
        card.profiles().stream().map(one -> new Profile(one.type(), one.url())).toList(),
        card.notes(),
        card.anniversaries().stream().map(day -> new Anniversary(day.type(), day.date())).toList(),
        card.zone(),
        card.doNotTrack(),
        card.customFields(),
        card.labels().stream()
            .map(label -> new CarriedLabel(Ids.wire("lbl", label.id()), label.name()))
            .toList(),
        card.createdAt(),
        card.updatedAt(),
        active);
  }

  /** The id alone: the binding puts each value that it writes into a set. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
