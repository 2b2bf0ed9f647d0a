package cadenza.rest.sequences;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a clock shall run; exactly one of the two. */
@Schema(name = "Advance")
public record AdvanceBody(
    @Nullable Instant to,
    @Schema(description = "ISO 8601 duration, P2D or PT90S") @Nullable String by) {}
