package cadenza.rest.sequences;

import cadenza.kernel.api.Ids;
import cadenza.rest.json.WireId;
import cadenza.sequences.api.EnrollmentCard;
import cadenza.sequences.api.EnrollmentSource;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One contact's way through one sequence.
 *
 * @param status active, sending, paused, awaiting_task or finished
 * @param currentEmail the step that is next or on its way, from 1
 * @param messageInFlight a message that has begun and may still arrive, also after a cancel
 */
@Schema(name = "Enrollment")
public record EnrollmentBody(
    String id,
    String enrollmentId,
    String sequenceId,
    int sequenceVersion,
    String contactId,
    String inboxId,
    String status,
    @Nullable String finishReason,
    @Nullable String pauseReason,
    @Nullable String heldReason,
    @Nullable String blockedReason,
    int currentEmail,
    int totalEmails,
    @Nullable Instant nextEmailAt,
    @Nullable String resolvedSubject,
    boolean exitOnReply,
    @Nullable String exitCondition,
    @Nullable SourceBody source,
    @Nullable String threadId,
    @Nullable String messageInFlight,
    Instant enrolledAt,
    @Nullable Instant lastSentAt,
    @Nullable Instant finishedAt) {
  static EnrollmentBody of(EnrollmentCard card) {
    var id = Ids.wire("enr", card.id());
    var reason = card.finishReason();
    return new EnrollmentBody(
        id,
        id,
        Ids.wire("seq", card.sequenceId()),
        card.versionNumber(),
        Ids.wire("ctc", card.contactId()),
        Ids.wire("inb", card.senderAccountId()),
        card.status().toLowerCase(Locale.ROOT),
        reason == null ? null : reason.name(),
        card.pauseReason(),
        card.heldReason(),
        card.blockedReason(),
        card.stepNumber(),
        card.stepCount(),
        card.nextAt(),
        card.subject(),
        card.exitOnReply(),
        card.exitCondition(),
        source(card.source()),
        WireId.wireOrNull("thr", card.threadId()),
        WireId.wireOrNull("msg", card.messageInFlight()),
        card.enrolledAt(),
        card.lastSentAt(),
        card.finishedAt());
  }

  private static @Nullable SourceBody source(@Nullable EnrollmentSource source) {
    return source == null
        ? null
        : new SourceBody(
            source.type(),
            WireId.wireOrNull("msg", source.messageId()),
            WireId.wireOrNull("thr", source.threadId()),
            source.subject(),
            source.fromAddress());
  }

  /** The id alone: the binding puts each value that it writes into a set. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
