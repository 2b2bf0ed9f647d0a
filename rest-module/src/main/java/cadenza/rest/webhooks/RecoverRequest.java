package cadenza.rest.webhooks;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which deliveries that came to nothing are tried once more. */
@Schema(name = "WebhookRecovery")
public record RecoverRequest(
    @Schema(description = "when the oldest of them was made; at most 14 days ago") @NotNull
        @Nullable Instant since) {}
