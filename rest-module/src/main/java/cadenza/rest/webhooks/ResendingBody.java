package cadenza.rest.webhooks;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.ResendingCard;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is being sent again, and how far it has come.
 *
 * @param status cancelled where the endpoint was switched off meanwhile
 * @param since when the oldest delivery that is recovered was made
 * @param after the sequence before the first that is replayed
 * @param upTo the last sequence that is replayed
 * @param total how many deliveries had come to nothing when it began, of which 100,000 are counted
 *     at most and more as they are found; or events the range has; absent before it begins
 * @param processed how many of them were looked at
 * @param queued how many of these were made due; the deliveries show what came of them
 */
@Schema(name = "WebhookResending")
public record ResendingBody(
    String endpointId,
    @Schema(enumeration = {"running", "done", "cancelled"}) String status,
    @Nullable Instant since,
    @Nullable Long after,
    @Nullable Long upTo,
    @Nullable Long total,
    long processed,
    long queued,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  static ResendingBody of(ResendingCard card) {
    return new ResendingBody(
        Ids.wire("whe", card.endpointId()),
        card.status().toLowerCase(Locale.ROOT),
        card.since(),
        card.after(),
        card.upTo(),
        card.total(),
        card.processed(),
        card.queued(),
        card.createdAt(),
        card.finishedAt());
  }
}
