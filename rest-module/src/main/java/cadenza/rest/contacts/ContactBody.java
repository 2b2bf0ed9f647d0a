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
    List<ContactCard.Email> emails,
    List<ContactCard.Phone> phones,
    @Nullable String notes,
    List<ContactCard.Anniversary> anniversaries,
    @Nullable String zone,
    Instant createdAt,
    Instant updatedAt,
    @Nullable List<ActiveSequence> activeSequences) {
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
        card.emails(),
        card.phones(),
        card.notes(),
        card.anniversaries(),
        card.zone(),
        card.createdAt(),
        card.updatedAt(),
        active);
  }
}
