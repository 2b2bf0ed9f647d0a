package cadenza.messaging.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Lets a test clock move captured mail inline, claim to settle, without JMS and without a wire. */
public interface SandboxMail {
  /** Begins and settles every queued message of the test workspace as accepted at this instant. */
  int settleQueued(UUID workspaceId, Instant at);

  /** When the next one that was put off may go; for the way of a test clock. */
  Optional<Instant> nextAttempt(UUID workspaceId, Instant after);

  /**
   * A scripted prospect answers a captured message, through the same handling as mail from IMAP.
   *
   * @return the stored inbound message
   */
  UUID reply(UUID workspaceId, UUID toMessageId, String text, Instant at);
}
