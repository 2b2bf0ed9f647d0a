package cadenza.rest.webhooks;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a secret is replaced. */
@Schema(name = "WebhookSecretRotation")
public record RotationRequest(
    @Schema(description = "your own, as the endpoint's format has it; absent for a new one")
        @Size(max = 256)
        @Nullable String secret,
    @Schema(
            description =
                "how long the former secret signs too, ISO 8601, at most P7D; absent: PT24H",
            examples = "PT24H")
        @Size(max = 40)
        @Nullable String grace) {}
