package cadenza.sequences.application;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.api.WithdrawMessages;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Takes enrollments out of the engine's hands: after it, nothing of theirs begins, and whoever
 * called decides what becomes of them in the same transaction.
 */
@Dependent
class StopLock {
  @Inject Enrollments enrollments;
  @Inject Event<WithdrawMessages> withdraw;
  @Inject Conversations conversations;

  /**
   * Keeps claims off, withdraws what is queued, and locks the rows, in this order: messages come
   * before enrollments in every transaction.
   *
   * @return the enrollments as they stand; one that still names a message has it on its way
   */
  List<Enrollment> stop(UUID workspaceId, List<UUID> ids, String reason, Instant now) {
    if (ids.isEmpty()) {
      return List.of();
    }
    enrollments.keepFromClaims(workspaceId, ids);
    withdraw.fire(new WithdrawMessages(Ids.next(), workspaceId, now, ids, reason));
    return enrollments.locked(workspaceId, ids).stream().map(this::asItStands).toList();
  }

  private Enrollment asItStands(Enrollment enrollment) {
    var messageId = enrollment.messageId();
    if (messageId == null) {
      return enrollment;
    }
    boolean gone =
        conversations
            .message(enrollment.workspaceId(), messageId)
            .map(message -> message.status().equals("CANCELLED"))
            .orElse(true);
    return gone ? enrollment.withdrawn() : enrollment;
  }
}
