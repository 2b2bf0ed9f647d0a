package cadenza.sequences.domain;

import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.ReturnedMessage;
import cadenza.sequences.api.FinishReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One named condition that a step must pass before it may leave. */
public sealed interface Gate {
  /** In the order they are asked; the first that does not pass decides. */
  List<Gate> ALL =
      List.of(
          new EnrollmentOpen(),
          new SequenceRunning(),
          new NotOverdue(),
          new NotSuppressed(),
          new HasAddress(),
          new VariablesResolved(),
          new InsideWindow(),
          new CapacityFree(),
          new RecipientDomainFree(),
          new ExitConditionNotMet());

  /** What is later than this waits for a person, whether it is queued already or not. */
  Duration CATCH_UP = ReturnedMessage.OVERDUE_AFTER;

  String EXIT_NOT_JUDGED = "assistant.not_configured";

  String name();

  /** What the gate looked at, in words. */
  String value(StepView view);

  Verdict judge(StepView view);

  /** The first verdict that keeps the step back, or a pass. */
  static Verdict first(StepView view) {
    for (var gate : ALL) {
      var verdict = gate.judge(view);
      if (!(verdict instanceof Verdict.Pass) && !(verdict instanceof Verdict.NotJudged)) {
        return verdict;
      }
    }
    return Verdict.PASS;
  }

  /** Paused, sent or finished enrollments have no step to send. */
  record EnrollmentOpen() implements Gate {
    @Override
    public String name() {
      return "enrollment";
    }

    @Override
    public String value(StepView view) {
      return view.status().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Verdict judge(StepView view) {
      if (view.status() == EnrollmentStatus.ACTIVE) {
        return Verdict.PASS;
      }
      var pause = view.pauseReason();
      return new Verdict.Hold(pause == null ? value(view) : "paused: " + pause);
    }
  }

  /** A paused sequence sends nothing. */
  record SequenceRunning() implements Gate {
    @Override
    public String name() {
      return "sequence";
    }

    @Override
    public String value(StepView view) {
      if (!view.sequencePaused()) {
        return "active";
      }
      var reason = view.sequencePauseReason();
      return reason == null ? "paused" : "paused: " + reason;
    }

    @Override
    public Verdict judge(StepView view) {
      return view.sequencePaused() ? new Verdict.Review(Pause.SEQUENCE) : Verdict.PASS;
    }
  }

  /** What a long breakdown left behind is looked at by a person before it goes out. */
  record NotOverdue() implements Gate {
    @Override
    public String name() {
      return "catch_up";
    }

    @Override
    public String value(StepView view) {
      return view.dueAt() == null ? "none due" : "due " + view.dueAt();
    }

    @Override
    public Verdict judge(StepView view) {
      if (view.dueAt() == null) {
        return Verdict.PASS;
      }
      var tooLate = view.dueAt().plus(CATCH_UP);
      return tooLate.isBefore(view.now()) && !isExcused(tooLate, view.limitedSince())
          ? new Verdict.Review(Pause.OVERDUE)
          : Verdict.PASS;
    }

    /** A limit that began to hold only afterwards has not made it late. */
    private static boolean isExcused(Instant tooLate, @Nullable Instant limitedSince) {
      return limitedSince != null && !limitedSince.isAfter(tooLate);
    }
  }

  /** Nobody may write to a suppressed address. */
  record NotSuppressed() implements Gate {
    @Override
    public String name() {
      return "suppression";
    }

    @Override
    public String value(StepView view) {
      return view.recipient() != null && view.recipient().suppressed() ? "suppressed" : "none";
    }

    @Override
    public Verdict judge(StepView view) {
      return view.recipient() != null && view.recipient().suppressed()
          ? new Verdict.Stop(FinishReason.OPTED_OUT)
          : Verdict.PASS;
    }
  }

  /** Somebody to write to. */
  record HasAddress() implements Gate {
    @Override
    public String name() {
      return "address";
    }

    @Override
    public String value(StepView view) {
      return judge(view) instanceof Verdict.Pass ? "present" : "missing";
    }

    @Override
    public Verdict judge(StepView view) {
      if (view.recipient() == null) {
        return new Verdict.Hold("contact_missing");
      }
      return view.recipient().address() == null ? new Verdict.Hold("no_address") : Verdict.PASS;
    }
  }

  /** A variable without a value never goes out. */
  record VariablesResolved() implements Gate {
    @Override
    public String name() {
      return "variables";
    }

    @Override
    public String value(StepView view) {
      return judge(view) instanceof Verdict.Hold hold ? hold.reason() : "resolved";
    }

    @Override
    public Verdict judge(StepView view) {
      if (view.recipient() == null) {
        return Verdict.PASS;
      }
      var missing = view.step().unresolved(view.recipient().variables());
      return missing.isEmpty()
          ? Verdict.PASS
          : new Verdict.Hold("unresolved_variable: " + String.join(", ", missing));
    }
  }

  /** Inside the sending window, to the second. */
  record InsideWindow() implements Gate {
    @Override
    public String name() {
      return "window";
    }

    @Override
    public String value(StepView view) {
      if (!view.calendar().hasWindows()) {
        return "none";
      }
      return view.calendar()
          .closing(moment(view), view.zone())
          .map(end -> "open until " + end)
          .orElse("closed");
    }

    @Override
    public Verdict judge(StepView view) {
      var moment = moment(view);
      return view.calendar().isOpen(moment, view.zone())
          ? Verdict.PASS
          : new Verdict.Wait("window_closed", view.calendar().next(moment, view.zone()));
    }

    /** The window that matters is that of the moment the step can leave at the earliest. */
    private static Instant moment(StepView view) {
      return view.dueAt() != null && view.dueAt().isAfter(view.now()) ? view.dueAt() : view.now();
    }
  }

  /** The sender account may send now. */
  record CapacityFree() implements Gate {
    @Override
    public String name() {
      return "capacity";
    }

    @Override
    public String value(StepView view) {
      var refusal = view.capacity().refusal();
      return view.capacity().granted() > 0 || refusal == null ? "free" : refusal;
    }

    @Override
    public Verdict judge(StepView view) {
      return view.capacity().granted() > 0
          ? Verdict.PASS
          : new Verdict.Wait(
              view.capacity().refusal() == null ? "capacity" : view.capacity().refusal(),
              view.capacity().nextAt());
    }
  }

  /** As much as may go to one domain has not gone there yet. */
  record RecipientDomainFree() implements Gate {
    @Override
    public String name() {
      return "recipient_domain";
    }

    @Override
    public String value(StepView view) {
      return view.recipientFreeAt() == null ? "free" : RecipientPace.LIMIT;
    }

    @Override
    public Verdict judge(StepView view) {
      return view.recipientFreeAt() == null
          ? Verdict.PASS
          : new Verdict.Wait(RecipientPace.LIMIT, view.recipientFreeAt());
    }
  }

  /** A condition in free text needs somebody who can judge it. */
  record ExitConditionNotMet() implements Gate {
    @Override
    public String name() {
      return "exit_condition";
    }

    @Override
    public String value(StepView view) {
      return view.exitConditionPrompt() == null ? "none" : view.exitConditionPrompt();
    }

    @Override
    public Verdict judge(StepView view) {
      return view.exitConditionPrompt() == null
          ? Verdict.PASS
          : new Verdict.NotJudged(EXIT_NOT_JUDGED);
    }
  }
}
