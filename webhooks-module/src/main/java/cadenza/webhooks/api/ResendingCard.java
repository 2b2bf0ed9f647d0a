package cadenza.webhooks.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked to be sent again to an endpoint last, and how far it is.
 *
 * @param status RUNNING, DONE, or CANCELLED where the endpoint was switched off meanwhile
 * @param since when the oldest delivery that is recovered was made; null for a range of the log
 * @param after the number before the first of a range
 * @param upTo the last number of a range
 * @param total deliveries that had come to nothing when it began, of which 100,000 are counted at
 *     most and more as they are found; or events of the range; null before it begins
 * @param processed so many of them were looked at
 * @param queued so many of these were made due
 */
public record ResendingCard(
    UUID endpointId,
    String status,
    @Nullable Instant since,
    @Nullable Long after,
    @Nullable Long upTo,
    @Nullable Long total,
    long processed,
    long queued,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  public boolean isRunning() {
    return status.equals("RUNNING");
  }
}
