package cadenza.messaging.api;

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
  /** It waited for more than a week: only a person lets it go on. */
  public static final String OVERDUE = "overdue";

  public boolean isOverdue() {
    return reason.equals(OVERDUE);
  }
}
