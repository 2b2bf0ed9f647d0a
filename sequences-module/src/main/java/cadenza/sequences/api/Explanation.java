package cadenza.sequences.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an enrollment's next step leaves when it does, by the functions the scheduler itself uses.
 *
 * @param nextAt when the step will be looked at or leave, or null when only a person or an event
 *     can move it
 * @param zone the zone its times are resolved in
 */
public record Explanation(
    EnrollmentCard enrollment,
    Instant now,
    @Nullable Instant nextAt,
    String zone,
    List<Line> gates) {
  /**
   * One gate.
   *
   * @param verdict {@code pass}, {@code wait}, {@code hold}, {@code stop} or {@code not_judged}
   * @param until when it opens by itself, or null
   */
  public record Line(
      String gate,
      String value,
      String verdict,
      @Nullable String reason,
      @Nullable Instant until) {}
}
