package cadenza.rest.sequences;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sequence with its latest version.
 *
 * @param exitCondition {@code not_judged: …} where a condition is stored and nobody can judge it
 */
@Schema(name = "Sequence")
public record SequenceBody(
    String id,
    String sequenceId,
    String name,
    String status,
    @Schema(description = "bounce_rate where the bounce guard has stopped it; absent otherwise")
        @Nullable String pauseReason,
    String senderInboxId,
    int version,
    boolean exitOnReply,
    @Schema(description = "whether its mails may tell of opens and clicks") boolean track,
    @Nullable String exitConditionPrompt,
    @Nullable String exitCondition,
    List<EmailLine> emails,
    List<StepBody> steps,
    @Nullable CalendarBody calendar,
    Instant createdAt,
    Instant updatedAt) {
  /**
   * @param delayDays only where the delay is counted in calendar days
   */
  @Schema(name = "SequenceEmail")
  public record EmailLine(
      @Nullable Integer delayDays,
      @Nullable String subject,
      String body,
      @Nullable String resolvedSubject) {}

  /** The id alone: the binding puts each value that it writes into a set. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
