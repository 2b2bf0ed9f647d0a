package cadenza.rest.sequences;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.Channel;
import cadenza.sequences.api.CalendarPlan;
import cadenza.sequences.api.DelayUnit;
import cadenza.sequences.api.SequenceCard;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.api.StepPlan;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between bodies and plans. */
final class PlanBodies {
  static final String NOT_JUDGED = "not_judged: assistant.not_configured";

  private static final int MOST_DAYS = 3650;

  private PlanBodies() {}

  /** Generated clients send an empty list for one that they were not given. */
  static <T> @Nullable List<T> given(@Nullable List<T> list) {
    return list == null || list.isEmpty() ? null : list;
  }

  /** Where the steps of a request stand in it. */
  static String pointer(@Nullable List<StepBody> steps) {
    return steps == null ? "/emails" : "/steps";
  }

  static SequencePlan plan(
      @Nullable Boolean exitOnReply,
      @Nullable Boolean track,
      @Nullable List<EmailBody> emails,
      @Nullable List<StepBody> steps,
      @Nullable String exitConditionPrompt,
      @Nullable CalendarBody calendar) {
    if ((emails == null) == (steps == null)) {
      throw new InvalidField("/emails", "exactly_one", "Give exactly one of emails and steps.");
    }
    return new SequencePlan(
        exitOnReply == null || exitOnReply,
        track == null || track,
        exitConditionPrompt == null || exitConditionPrompt.isBlank() ? null : exitConditionPrompt,
        calendar == null ? null : calendar(calendar),
        emails != null ? ofEmails(emails) : ofSteps(steps == null ? List.of() : steps));
  }

  private static List<StepPlan> ofEmails(List<EmailBody> emails) {
    var plans = new ArrayList<StepPlan>();
    for (int i = 0; i < emails.size(); i++) {
      var pointer = "/emails/" + i;
      var email = required(emails.get(i), pointer);
      refusePrompt(email.prompt(), email.body(), pointer);
      if ((email.delayDays() == null) == (email.delay() == null)) {
        throw new InvalidField(
            pointer + "/delay_days", "exactly_one", "Give exactly one of delay_days and delay.");
      }
      plans.add(
          new StepPlan(
              Channel.EMAIL,
              email.delay() == null
                  ? days(required(email.delayDays(), pointer + "/delay_days"), pointer)
                  : value(email.delay(), pointer),
              email.delay() == null ? DelayUnit.DAYS : unit(email.delay().unit(), pointer),
              email.subject(),
              required(email.body(), pointer + "/body"),
              null,
              false));
    }
    return plans;
  }

  private static List<StepPlan> ofSteps(List<StepBody> steps) {
    var plans = new ArrayList<StepPlan>();
    for (int i = 0; i < steps.size(); i++) {
      var pointer = "/steps/" + i;
      var step = required(steps.get(i), pointer);
      refusePrompt(step.prompt(), step.body(), pointer);
      var delay = required(step.delay(), pointer + "/delay");
      plans.add(
          new StepPlan(
              channel(step.channel(), pointer),
              value(delay, pointer),
              unit(delay.unit(), pointer),
              step.subject(),
              required(step.body(), pointer + "/body"),
              step.html(),
              opensThread(step.thread(), pointer)));
    }
    return plans;
  }

  private static void refusePrompt(@Nullable String prompt, @Nullable String body, String pointer) {
    if (prompt == null) {
      return;
    }
    if (body != null) {
      throw new InvalidField(
          pointer + "/prompt", "exactly_one", "Give exactly one of body and prompt.");
    }
    throw new InvalidField(
        pointer + "/prompt",
        "assistant.not_configured",
        "An e-mail with a prompt needs the assistant, and none is configured.");
  }

  private static Channel channel(@Nullable String name, String pointer) {
    if (name == null) {
      return Channel.EMAIL;
    }
    try {
      return Channel.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new InvalidField(pointer + "/channel", "There is no such channel.");
    }
  }

  private static int days(BigDecimal days, String pointer) {
    int whole = whole(days, pointer + "/delay_days");
    if (whole < 0 || whole > MOST_DAYS) {
      throw new InvalidField(pointer + "/delay_days", "Between 0 and " + MOST_DAYS + " days.");
    }
    return whole;
  }

  private static int value(DelayBody delay, String pointer) {
    return whole(required(delay.value(), pointer + "/delay/value"), pointer + "/delay/value");
  }

  private static int whole(BigDecimal number, String pointer) {
    try {
      return number.intValueExact();
    } catch (ArithmeticException broken) {
      throw new InvalidField(pointer, "A whole number.");
    }
  }

  private static DelayUnit unit(@Nullable String unit, String pointer) {
    var name = required(unit, pointer + "/delay/unit");
    try {
      return DelayUnit.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new InvalidField(
          pointer + "/delay/unit", "seconds, minutes, hours, days or business_days.");
    }
  }

  private static boolean opensThread(@Nullable String thread, String pointer) {
    if (thread == null || thread.equals("same")) {
      return false;
    }
    if (thread.equals("new")) {
      return true;
    }
    throw new InvalidField(pointer + "/thread", "same or new.");
  }

  private static CalendarPlan calendar(CalendarBody body) {
    var windows = new ArrayList<CalendarPlan.Hours>();
    var given = required(body.windows(), "/calendar/windows");
    for (int i = 0; i < given.size(); i++) {
      var pointer = "/calendar/windows/" + i;
      var window = required(given.get(i), pointer);
      windows.add(
          new CalendarPlan.Hours(
              days(required(window.days(), pointer + "/days"), pointer + "/days"),
              time(required(window.from(), pointer + "/from"), pointer + "/from"),
              time(required(window.to(), pointer + "/to"), pointer + "/to")));
    }
    return new CalendarPlan(
        body.zone(),
        windows,
        body.jitterSeconds() == null ? 0 : whole(body.jitterSeconds(), "/calendar/jitter_seconds"));
  }

  private static Set<DayOfWeek> days(List<String> names, String pointer) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var name : names) {
      var day = day(String.valueOf(name).toUpperCase(Locale.ROOT));
      if (day == null) {
        throw new InvalidField(pointer, "monday to sunday, or mon to sun.");
      }
      days.add(day);
    }
    return days;
  }

  private static @Nullable DayOfWeek day(String name) {
    for (var day : DayOfWeek.values()) {
      if (day.name().equals(name) || day.name().substring(0, 3).equals(name)) {
        return day;
      }
    }
    return null;
  }

  private static LocalTime time(String text, String pointer) {
    try {
      return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new InvalidField(pointer, "A time of day such as 09:00.");
    }
  }

  private static <T> T required(@Nullable T value, String pointer) {
    if (value == null) {
      throw new InvalidField(pointer, "required", "This field is needed.");
    }
    return value;
  }

  static SequenceBody body(SequenceCard card) {
    var plan = card.plan();
    var first = plan.steps().get(0).subject();
    var id = Ids.wire("seq", card.id());
    return new SequenceBody(
        id,
        id,
        card.name(),
        card.status().toLowerCase(Locale.ROOT),
        card.pauseReason(),
        Ids.wire("inb", card.senderAccountId()),
        card.versionNumber(),
        plan.exitOnReply(),
        plan.track(),
        plan.exitConditionPrompt(),
        plan.exitConditionPrompt() == null ? null : NOT_JUDGED,
        lines(plan.steps(), first),
        steps(plan.steps(), first),
        plan.calendar() == null ? null : calendar(plan.calendar()),
        card.createdAt(),
        card.updatedAt());
  }

  private static List<SequenceBody.EmailLine> lines(List<StepPlan> steps, @Nullable String first) {
    var lines = new ArrayList<SequenceBody.EmailLine>();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      lines.add(
          new SequenceBody.EmailLine(
              step.unit() == DelayUnit.DAYS ? step.delay() : null,
              step.subject(),
              step.text(),
              subject(step, i, first)));
    }
    return lines;
  }

  private static List<StepBody> steps(List<StepPlan> steps, @Nullable String first) {
    var bodies = new ArrayList<StepBody>();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      bodies.add(
          new StepBody(
              step.channel().name().toLowerCase(Locale.ROOT),
              new DelayBody(
                  BigDecimal.valueOf(step.delay()), step.unit().name().toLowerCase(Locale.ROOT)),
              step.subject(),
              step.text(),
              step.html(),
              step.newThread() ? "new" : "same",
              null,
              subject(step, i, first)));
    }
    return bodies;
  }

  /** Without a source the first step opens the thread that the others answer in. */
  private static @Nullable String subject(StepPlan step, int index, @Nullable String first) {
    return index == 0 || step.newThread() || first == null ? step.subject() : "Re: " + first;
  }

  private static CalendarBody calendar(CalendarPlan plan) {
    return new CalendarBody(
        plan.zone(),
        plan.windows().stream()
            .map(
                hours ->
                    new CalendarBody.WindowBody(
                        hours.days().stream()
                            .map(day -> day.name().toLowerCase(Locale.ROOT))
                            .toList(),
                        hours.from().toString(),
                        hours.to().equals(LocalTime.MIDNIGHT) ? "24:00" : hours.to().toString()))
            .toList(),
        BigDecimal.valueOf(plan.jitterSeconds()));
  }
}
