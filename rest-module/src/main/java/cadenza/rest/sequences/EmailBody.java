package cadenza.rest.sequences;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One e-mail of a series: what to say, or what to ask the assistant for. */
@Schema(name = "StepEmail")
public record EmailBody(
    @Schema(description = "Calendar days from the e-mail before; the first from enrollment")
        @Nullable BigDecimal delayDays,
    @Schema(description = "Instead of delay_days, in other units") @Nullable DelayBody delay,
    @Nullable String subject,
    @Nullable String body,
    @Schema(description = "Needs the assistant; refused while there is none")
        @Nullable String prompt) {}
