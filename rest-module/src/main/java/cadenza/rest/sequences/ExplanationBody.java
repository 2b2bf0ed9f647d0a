package cadenza.rest.sequences;

import cadenza.sequences.api.Explanation;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why the next step leaves when it does.
 *
 * @param nextAt absent when only a person or an event can move it
 * @param zone the zone its times are resolved in
 */
@Schema(name = "Explanation")
public record ExplanationBody(
    EnrollmentBody enrollment,
    Instant now,
    @Nullable Instant nextAt,
    String zone,
    List<GateBody> gates) {
  /**
   * @param verdict pass, wait, hold, stop or not_judged
   * @param until when it opens by itself
   */
  @Schema(name = "Gate")
  public record GateBody(
      String gate,
      String value,
      String verdict,
      @Nullable String reason,
      @Nullable Instant until) {}

  static ExplanationBody of(Explanation explanation) {
    return new ExplanationBody(
        EnrollmentBody.of(explanation.enrollment()),
        explanation.now(),
        explanation.nextAt(),
        explanation.zone(),
        explanation.gates().stream()
            .map(
                line ->
                    new GateBody(
                        line.gate(), line.value(), line.verdict(), line.reason(), line.until()))
            .toList());
  }
}
