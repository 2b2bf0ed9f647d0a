package cadenza.sequences.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.Recipient;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.SenderCapacity;
import cadenza.sequences.api.Explanation;
import cadenza.sequences.domain.DueSteps;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Gate;
import cadenza.sequences.domain.Sequences;
import cadenza.sequences.domain.StepView;
import cadenza.sequences.domain.Verdict;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows every gate of the next step with its value and verdict, as the scheduler would judge. */
@UseCase
public class ExplainEnrollment {
  @Inject DueSteps dueSteps;
  @Inject Enrollments enrollments;
  @Inject Sequences sequences;
  @Inject Surroundings surroundings;
  @Inject ReadEnrollments readEnrollments;
  @Inject SenderCapacity capacity;
  @Inject RecipientPace recipientPace;
  @Inject ContactDirectory directory;
  @Inject Clocks clocks;

  public Explanation explain(UUID workspaceId, UUID enrollmentId) {
    var now = clocks.of(workspaceId);
    var row =
        enrollments.withId(workspaceId, enrollmentId).orElseThrow(() -> new NotFound("enrollment"));
    var recipients = directory.recipients(List.of(row.contactId()));
    var view = view(row, now);
    var lines = new ArrayList<Explanation.Line>();
    for (var gate : Gate.ALL) {
      lines.add(line(gate, view));
    }
    return new Explanation(
        readEnrollments.card(row, recipients),
        now,
        nextAt(row, view),
        view.zone().getId(),
        List.copyOf(lines));
  }

  private StepView view(Enrollment row, Instant now) {
    var plan = surroundings.plan(row);
    var step = plan.step(row.stepNumber());
    var recipient =
        surroundings.addressee(
            row, step, directory.recipients(List.of(row.contactId())).get(row.contactId()));
    var account = row.senderAccountId();
    var sequence = sequences.withId(row.workspaceId(), row.sequenceId()).orElse(null);
    return new StepView(
        row.status(),
        row.standing().pauseReason(),
        sequence != null && sequence.isPaused(),
        sequence == null ? null : sequence.pauseReason(),
        row.dueAt(),
        step,
        plan.exitConditionPrompt(),
        plan.calendar(),
        surroundings.zone(plan, recipient),
        recipient,
        capacity.look(row.workspaceId(), account, now),
        recipientFreeAt(recipient, now),
        dueSteps.limitedSince(List.of(account), now.minus(DueSteps.BACKLOG_MEMORY)).get(account),
        now);
  }

  private @Nullable Instant recipientFreeAt(@Nullable Recipient recipient, Instant now) {
    return recipient == null || recipient.address() == null
        ? null
        : recipientPace.look(recipient.workspaceId(), recipient.address(), now).orElse(null);
  }

  private static Explanation.Line line(Gate gate, StepView view) {
    var verdict = gate.judge(view);
    return new Explanation.Line(
        gate.name(), gate.value(view), verdict.name(), reason(verdict), until(verdict));
  }

  private static @Nullable String reason(Verdict verdict) {
    if (verdict instanceof Verdict.Wait wait) {
      return wait.reason();
    }
    if (verdict instanceof Verdict.Hold hold) {
      return hold.reason();
    }
    if (verdict instanceof Verdict.Review review) {
      return review.reason();
    }
    if (verdict instanceof Verdict.Stop stop) {
      return stop.reason().name();
    }
    return verdict instanceof Verdict.NotJudged notJudged ? notJudged.reason() : null;
  }

  private static @Nullable Instant until(Verdict verdict) {
    return verdict instanceof Verdict.Wait wait ? wait.until() : null;
  }

  /** The due time, or the window's opening where it comes later. */
  private static @Nullable Instant nextAt(Enrollment row, StepView view) {
    var due = row.dueAt();
    if (row.status() != EnrollmentStatus.ACTIVE || due == null) {
      return null;
    }
    if (due.isAfter(view.now()) && view.calendar().isOpen(due, view.zone())) {
      return due;
    }
    return view.calendar()
        .slot(due.isAfter(view.now()) ? due : view.now(), view.zone(), row.id(), row.stepNumber());
  }
}
