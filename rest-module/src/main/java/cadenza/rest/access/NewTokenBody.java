package cadenza.rest.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The request for a token.
 *
 * @param scopes names, or {@code *} for all that there are and will be
 */
@Schema(name = "NewToken")
public record NewTokenBody(
    @Size(max = 200) @Nullable String label,
    @Schema(description = "Names of scopes, or * for all that there are and will be")
        @NotNull
        @Size(max = 100)
        @Nullable List<@NotNull String> scopes,
    @Size(max = 100) @Nullable String inboxId,
    @Nullable Instant expiresAt,
    @Schema(description = "A limit of its own, not above those of the caller and the server")
        @Min(1)
        @Max(1_000_000)
        @Nullable Integer requestsPerSecond,
    @Schema(
            description =
                "true: what lets mail go is not done but queued, until somebody whose token does"
                    + " not require approval approves it")
        @Nullable Boolean requiresApproval) {}
