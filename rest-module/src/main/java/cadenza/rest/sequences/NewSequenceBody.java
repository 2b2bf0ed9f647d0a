package cadenza.rest.sequences;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A sequence to be made and published; exactly one of {@code emails} and {@code steps}. */
@Schema(name = "NewSequence")
public record NewSequenceBody(
    @Nullable String name,
    @Nullable String senderInboxId,
    @Nullable Boolean exitOnReply,
    @Schema(
            description =
                "false: its mails never tell of opens and clicks; true, the default: they do where"
                    + " the mail settings say so")
        @Nullable Boolean track,
    @Nullable List<EmailBody> emails,
    @Nullable List<StepBody> steps,
    @Nullable String exitConditionPrompt,
    @Nullable CalendarBody calendar) {
  public NewSequenceBody {
    emails = PlanBodies.given(emails);
    steps = PlanBodies.given(steps);
  }
}
