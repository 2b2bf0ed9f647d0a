package cadenza.rest.contacts;

import cadenza.contacts.api.ContactCard;
import cadenza.kernel.api.Ids;
import cadenza.sequences.api.EnrollmentBook;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A contact.
 *
 * @param activeSequences only where one contact is read
 */
@Schema(name = "Contact")
public record ContactBody(
    String id,
    String fullName,
    List<Email> emails,
    List<Phone> phones,
    @Nullable String notes,
    List<Anniversary> anniversaries,
    @Nullable String zone,
    Instant createdAt,
    Instant updatedAt,
    @Nullable List<ActiveSequence> activeSequences) {
  @Schema(name = "ContactEmail")
  public record Email(String label, String address) {}

  @Schema(name = "ContactPhone")
  public record Phone(String label, String number) {}

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
    return new ContactBody(
        Ids.wire("ctc", card.id()),
        card.fullName(),
        card.emails().stream().map(email -> new Email(email.label(), email.address())).toList(),
        card.phones().stream().map(phone -> new Phone(phone.label(), phone.number())).toList(),
        card.notes(),
        card.anniversaries().stream().map(day -> new Anniversary(day.type(), day.date())).toList(),
        card.zone(),
        card.createdAt(),
        card.updatedAt(),
        active);
  }
}
