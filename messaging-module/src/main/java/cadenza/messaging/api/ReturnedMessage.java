package cadenza.messaging.api;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that went back to its enrollment; its row is cancelled and its capacity free again.
 *
 * @param notBefore when another try makes sense at the earliest, or null for at once
 */
public record ReturnedMessage(
    UUID messageId,
    UUID workspaceId,
    @Nullable UUID enrollmentId,
    String reason,
    @Nullable Instant notBefore) {
  /** After so long nothing leaves unasked, neither a step nor a message that is queued for it. */
  public static final Duration OVERDUE_AFTER = Duration.ofDays(7);

  /** It waited for longer than that: only a person lets it go on. */
  public static final String OVERDUE = "overdue";

  public boolean isOverdue() {
    return reason.equals(OVERDUE);
  }
}
