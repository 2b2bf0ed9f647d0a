package cadenza.rest.sequences;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long a step waits after the one before it. */
@Schema(name = "Delay")
public record DelayBody(
    @Nullable BigDecimal value,
    @Schema(enumeration = {"seconds", "minutes", "hours", "days", "business_days"})
        @Nullable String unit) {}
