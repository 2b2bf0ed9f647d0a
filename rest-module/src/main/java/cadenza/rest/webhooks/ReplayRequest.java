package cadenza.rest.webhooks;

import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A range of the log, by time or by numbers. */
@Schema(name = "WebhookReplay")
public record ReplayRequest(
    @Schema(description = "what was told from then on") @Nullable Instant since,
    @Schema(description = "with since: what was told before then; absent: until now")
        @Nullable Instant until,
    @Schema(description = "instead of since: the sequence before the first") @Min(0)
        @Nullable Long after,
    @Schema(description = "with after: the last sequence; absent: the last there is") @Min(0)
        @Nullable Long upTo) {}
