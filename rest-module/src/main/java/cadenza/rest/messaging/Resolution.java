package cadenza.rest.messaging;

import jakarta.validation.constraints.NotBlank;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody found out about a message of unknown outcome. */
public record Resolution(
    @Schema(
            description =
                "sent; not_sent, and its step is due again; or resend with the same Message-ID")
        @NotBlank
        @Nullable String outcome) {}
