package cadenza.rest.sequences;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A contact to be enrolled: into a saved sequence, or into e-mails of its own.
 *
 * @param inboxId may be left out where the token is bound to one, or the sequence names it
 * @param exitOnReply wins over the sequence's
 */
@Schema(name = "NewEnrollment")
public record NewEnrollmentBody(
    @Nullable String inboxId,
    @Nullable String sequenceId,
    @Nullable RecipientBody recipient,
    @Nullable SourceBody source,
    @Nullable Boolean exitOnReply,
    @Nullable List<EmailBody> emails,
    @Nullable List<StepBody> steps,
    @Nullable String exitConditionPrompt,
    @Nullable CalendarBody calendar) {
  public NewEnrollmentBody {
    emails = PlanBodies.given(emails);
    steps = PlanBodies.given(steps);
  }

  /** Exactly one of the two. */
  @Schema(name = "Recipient")
  public record RecipientBody(@Nullable String contactId, @Nullable String email) {}
}
