package cadenza.rest.messaging;

import cadenza.messaging.api.RampUp;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a daily limit rises up to what it is. */
@Schema(name = "RampUp")
public record RampUpBody(
    @Schema(description = "the limit of the first day", examples = "20") @Nullable Integer start,
    @Schema(description = "by how much it rises", examples = "10") @Nullable Integer increase,
    @Schema(description = "after how many days it rises, 1 to 30; absent: every day")
        @Nullable Integer everyDays) {
  static @Nullable RampUpBody of(@Nullable RampUp rampUp) {
    return rampUp == null
        ? null
        : new RampUpBody(rampUp.start(), rampUp.increase(), rampUp.everyDays());
  }

  RampUp rampUp() {
    return new RampUp(
        start == null ? 0 : start,
        increase == null ? 0 : increase,
        everyDays == null ? 1 : everyDays);
  }
}
