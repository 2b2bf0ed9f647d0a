package cadenza.rest.approvals;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a request is refused, for whoever asked. */
@Schema(name = "Refusal")
public record RefusalBody(@Size(max = 1_000) @Nullable String reason) {}
