package cadenza.messaging.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How much may go to one recipient domain. Asked in the transaction that queues the messages, after
 * {@link SenderCapacity#reserve}, which holds the workspaces' limits for it.
 */
public interface RecipientPace {
  /** Why a message has to wait. */
  String LIMIT = "recipient_domain_limit";

  /**
   * @param waited whether it was put off before: it has come at its time and does not go to the end
   *     of the line again
   */
  record Ask(UUID messageId, UUID workspaceId, String address, boolean waited, boolean test) {}

  /**
   * Makes room for messages that are queued in this transaction.
   *
   * @return which find none, each with a time of its own to ask again; empty where no workspace has
   *     such a limit
   */
  Map<UUID, Instant> reserve(List<Ask> asks, Instant now);

  /** When there is room for one more; empty when there is. Reserves nothing. */
  Optional<Instant> look(UUID workspaceId, String address, Instant now);
}
