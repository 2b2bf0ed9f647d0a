package cadenza.rest.sequences;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When a sequence may write, in the contact's own time.
 *
 * @param zone for contacts without a zone; the workspace's if absent
 */
@Schema(name = "Calendar")
public record CalendarBody(
    @Nullable String zone,
    @Nullable List<WindowBody> windows,
    @Schema(description = "Up to how much later than planned a step leaves; 0 if absent")
        @Nullable BigDecimal jitterSeconds) {
  /**
   * @param days monday … sunday, or mon … sun
   * @param from the first moment inside, 09:00
   * @param to the first moment outside, 17:00; 24:00 is the end of the day
   */
  @Schema(name = "Window")
  public record WindowBody(
      @Nullable List<String> days, @Nullable String from, @Nullable String to) {}
}
