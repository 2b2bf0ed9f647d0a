package cadenza.rest.webhooks;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is being sent again; the deliveries show how far it is.
 *
 * @param since when the oldest delivery that is recovered was made
 * @param after the sequence before the first that is replayed
 * @param upTo the last sequence that is replayed
 */
@Schema(name = "WebhookResending")
public record ResendingBody(
    String endpointId, @Nullable Instant since, @Nullable Long after, @Nullable Long upTo) {}
