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
import java.util.Objects;
import java.util.Set;
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
    var locked = enrollments.locked(workspaceId, ids);
    var named = locked.stream().map(Enrollment::messageId).filter(Objects::nonNull).toList();
    var standing = named.isEmpty() ? Set.<UUID>of() : conversations.standing(workspaceId, named);
    return locked.stream()
        .map(
            enrollment ->
                enrollment.messageId() == null || standing.contains(enrollment.messageId())
                    ? enrollment
                    : enrollment.withdrawn())
        .toList();
  }
}
