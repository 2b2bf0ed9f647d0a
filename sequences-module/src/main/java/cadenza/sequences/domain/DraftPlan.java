package cadenza.sequences.domain;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.Channel;
import cadenza.sequences.api.CalendarPlan;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.api.StepPlan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan that has been found fit to be published. */
public record DraftPlan(
    boolean exitOnReply,
    boolean track,
    @Nullable String exitConditionPrompt,
    @Nullable ZoneId zone,
    SendingCalendar calendar,
    List<StepPlan> steps) {
  private static final int MOST_STEPS = 100;
  private static final int LONGEST_TEXT = 200_000;
  private static final int LONGEST_SUBJECT = 998;
  private static final int MOST_JITTER = 86_400;

  /**
   * @param stepsPointer where the steps stand in the request
   * @throws InvalidField naming the first field that is wrong
   */
  public static DraftPlan of(SequencePlan plan, String stepsPointer) {
    if (plan.steps().isEmpty() || plan.steps().size() > MOST_STEPS) {
      throw new InvalidField(stepsPointer, "A sequence has 1 to " + MOST_STEPS + " steps.");
    }
    for (int i = 0; i < plan.steps().size(); i++) {
      check(plan.steps().get(i), i, stepsPointer + "/" + i);
    }
    var calendar = plan.calendar();
    return new DraftPlan(
        plan.exitOnReply(),
        plan.track(),
        plan.exitConditionPrompt(),
        calendar == null || calendar.zone() == null ? null : zone(calendar.zone()),
        calendar == null ? SendingCalendar.always() : calendar(calendar),
        List.copyOf(plan.steps()));
  }

  private static void check(StepPlan step, int index, String pointer) {
    if (step.channel() != Channel.EMAIL) {
      throw new InvalidField(
          pointer + "/channel", "channel.not_available", "Only e-mail steps can be sent so far.");
    }
    if (!Delay.fits(step.delay(), step.unit())) {
      throw new InvalidField(pointer + "/delay", "A delay lies between 0 and ten years.");
    }
    var subject = step.subject();
    boolean opens = index == 0 || step.newThread();
    if (opens && (subject == null || subject.isBlank())) {
      throw new InvalidField(
          pointer + "/subject", "required", "A step that opens a thread has a subject.");
    }
    template(subject == null ? "" : subject, LONGEST_SUBJECT, pointer + "/subject");
    if (step.text().isBlank()) {
      throw new InvalidField(pointer + "/body", "required", "A step says something.");
    }
    template(step.text(), LONGEST_TEXT, pointer + "/body");
    if (step.html() != null) {
      template(step.html(), LONGEST_TEXT, pointer + "/html");
    }
  }

  private static void template(String source, int longest, String pointer) {
    if (source.length() > longest) {
      throw new InvalidField(pointer, "Longer than " + longest + " characters.");
    }
    if (source.indexOf('\0') >= 0) {
      throw new InvalidField(pointer, "Holds a NUL character.");
    }
    try {
      Template.parse(source);
    } catch (IllegalArgumentException malformed) {
      throw new InvalidField(pointer, "template", String.valueOf(malformed.getMessage()));
    }
  }

  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new InvalidField("/calendar/zone", "No IANA time zone has this name.");
    }
    return ZoneId.of(name);
  }

  private static SendingCalendar calendar(CalendarPlan plan) {
    if (plan.jitterSeconds() < 0 || plan.jitterSeconds() > MOST_JITTER) {
      throw new InvalidField("/calendar/jitter_seconds", "Between 0 and " + MOST_JITTER + ".");
    }
    if (plan.windows().isEmpty()) {
      throw new InvalidField("/calendar/windows", "A calendar has at least one window.");
    }
    var windows = new ArrayList<SendingCalendar.Window>();
    for (int i = 0; i < plan.windows().size(); i++) {
      windows.addAll(windowsOf(plan.windows().get(i), "/calendar/windows/" + i));
    }
    return SendingCalendar.of(windows, Duration.ofSeconds(plan.jitterSeconds()));
  }

  private static Set<SendingCalendar.Window> windowsOf(CalendarPlan.Hours hours, String pointer) {
    if (hours.days().isEmpty()) {
      throw new InvalidField(pointer + "/days", "A window has at least one weekday.");
    }
    try {
      return hours.days().stream()
          .map(day -> new SendingCalendar.Window(day, hours.from(), hours.to()))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException malformed) {
      throw new InvalidField(pointer + "/to", String.valueOf(malformed.getMessage()));
    }
  }
}
