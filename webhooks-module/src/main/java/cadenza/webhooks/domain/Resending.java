package cadenza.webhooks.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is sent again, and where it stands.
 *
 * @param since when the oldest of the deliveries was made; null for a range of the log
 * @param passed the last delivery looked at
 * @param passedNumber the last number looked at
 * @param lastNumber the last number of all
 * @param total null before it begins
 */
record Resending(
    UUID workspaceId,
    UUID id,
    UUID endpointId,
    @Nullable Instant since,
    @Nullable UUID passed,
    long passedNumber,
    long lastNumber,
    @Nullable Long total,
    Instant createdAt) {
  /** How a round has ended: so far it is, and so many of those looked at were made due. */
  record Passed(@Nullable UUID delivery, long number, long looked, long queued, boolean done) {}
}
