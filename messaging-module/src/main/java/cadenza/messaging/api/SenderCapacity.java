package cadenza.messaging.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How much each sender account may send now. The one write behind an {@code api} interface: it
 * locks the account rows until the transaction ends, so what is granted cannot be granted twice.
 */
public interface SenderCapacity {
  record Want(UUID senderAccountId, int wanted) {}

  /**
   * @param granted 0 to wanted
   * @param nextAt when asking again makes sense, or null when only a person can change it
   * @param refusal why less than wanted was granted: {@code paused}, {@code daily_limit}, {@code
   *     hourly_limit}, {@code minimum_gap}, {@code workspace_limit}, {@code queue_full} (enough
   *     waits to be sent), {@code busy} (another node holds it); null otherwise
   */
  record Grant(
      UUID senderAccountId, int granted, @Nullable Instant nextAt, @Nullable String refusal) {}

  /** Accounts come back in the order of their ids; each wanted account has exactly one grant. */
  List<Grant> reserve(List<Want> wants, Instant now);

  /** The same answer without reserving anything; for explanations. */
  Grant look(UUID workspaceId, UUID senderAccountId, Instant now);
}
