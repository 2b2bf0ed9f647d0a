package cadenza.sequences.domain;

import cadenza.sequences.api.DelayUnit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns delays and windows of local time into instants. Pure: the same question has the same
 * answer, for the scheduler, the explanation and the preview alike.
 *
 * <p>Local times follow RFC 5545: one that does not exist moves on by the length of the gap, one
 * that exists twice means the first.
 */
public final class SendingCalendar {
  /** A calendar with any window opens within a week; the rest is room for zones that skip days. */
  private static final int DAYS_TO_LOOK_AHEAD = 21;

  private static final LocalTime END_OF_DAY = LocalTime.MIDNIGHT;

  /**
   * Hours of one weekday.
   *
   * @param closes the first moment outside; midnight means the end of the day
   */
  public record Window(DayOfWeek day, LocalTime opens, LocalTime closes) {
    public Window {
      if (!closes.equals(END_OF_DAY) && !opens.isBefore(closes)) {
        throw new IllegalArgumentException("A window opens before it closes");
      }
    }
  }

  /** A window of one certain day. */
  private record Slot(Instant opens, Instant closes) {}

  private static final SendingCalendar ALWAYS = new SendingCalendar(List.of(), Duration.ZERO);

  private final List<Window> windows;
  private final Duration jitter;

  private SendingCalendar(List<Window> windows, Duration jitter) {
    this.windows =
        windows.stream()
            .sorted(Comparator.comparing(Window::day).thenComparing(Window::opens))
            .toList();
    this.jitter = jitter;
  }

  /** No window and no jitter. */
  public static SendingCalendar always() {
    return ALWAYS;
  }

  /**
   * @param jitter up to how much later than planned a step leaves; whole seconds
   */
  public static SendingCalendar of(List<Window> windows, Duration jitter) {
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("A calendar has at least one window");
    }
    return new SendingCalendar(windows, jitter);
  }

  public boolean hasWindows() {
    return !windows.isEmpty();
  }

  /** The instant a delay leads to, windows left aside; never before {@code from}. */
  public Instant after(Instant from, Delay delay, ZoneId zone) {
    if (delay.value() == 0) {
      return from;
    }
    return switch (delay.unit()) {
      case SECONDS -> from.plusSeconds(delay.value());
      case MINUTES -> from.plus(Duration.ofMinutes(delay.value()));
      case HOURS -> from.plus(Duration.ofHours(delay.value()));
      case DAYS -> onDay(from, LocalDate.ofInstant(from, zone).plusDays(delay.value()), zone);
      case BUSINESS_DAYS -> onDay(from, businessDay(from, delay.value(), zone), zone);
    };
  }

  /** The wall time of {@code from} on another day. */
  private static Instant onDay(Instant from, LocalDate day, ZoneId zone) {
    return instant(day.atTime(LocalTime.ofInstant(from, zone)), zone);
  }

  private LocalDate businessDay(Instant from, int count, ZoneId zone) {
    var day = LocalDate.ofInstant(from, zone);
    for (int left = count; left > 0; ) {
      day = day.plusDays(1);
      if (isWorkedOn(day.getDayOfWeek()) && exists(day, zone)) {
        left--;
      }
    }
    return day;
  }

  /** Days with a window; Monday to Friday where there is none. */
  private boolean isWorkedOn(DayOfWeek day) {
    if (windows.isEmpty()) {
      return day.getValue() <= DayOfWeek.FRIDAY.getValue();
    }
    return windows.stream().anyMatch(window -> window.day() == day);
  }

  /** Samoa had no 30 December 2011. */
  private static boolean exists(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toLocalDate().equals(day);
  }

  /** {@code from} when it lies inside a window, else the opening of the next one. */
  public Instant next(Instant from, ZoneId zone) {
    if (windows.isEmpty()) {
      return from;
    }
    var slot = slotEndingAfter(from, zone);
    return slot.opens().isAfter(from) ? slot.opens() : from;
  }

  /**
   * When a step leaves that is planned for an instant: the next moment inside a window, later by
   * the step's own jitter, which never carries it out of that window.
   */
  public Instant slot(Instant planned, ZoneId zone, UUID enrollmentId, int stepNumber) {
    if (windows.isEmpty()) {
      return planned;
    }
    var slot = slotEndingAfter(planned, zone);
    var earliest = slot.opens().isAfter(planned) ? slot.opens() : planned;
    long room =
        Math.min(jitter.toSeconds(), Duration.between(earliest, slot.closes()).toSeconds() - 1);
    if (room <= 0) {
      return earliest;
    }
    return earliest.plusSeconds(Math.floorMod(spread(enrollmentId, stepNumber), room + 1));
  }

  private static long spread(UUID enrollmentId, int stepNumber) {
    long mixed =
        enrollmentId.getMostSignificantBits() * 0x9E3779B97F4A7C15L
            ^ enrollmentId.getLeastSignificantBits()
            ^ stepNumber * 0xC2B2AE3D27D4EB4FL;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The first moment outside the window that {@code at} lies in; empty outside, or without any. */
  public Optional<Instant> closing(Instant at, ZoneId zone) {
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    var slot = slotEndingAfter(at, zone);
    return slot.opens().isAfter(at) ? Optional.empty() : Optional.of(slot.closes());
  }

  public boolean isOpen(Instant at, ZoneId zone) {
    return windows.isEmpty() || closing(at, zone).isPresent();
  }

  /**
   * A slot that was missed, resolved anew: the same wall time on the first day that still has it
   * ahead for delays in days, the delay counted from now for shorter ones.
   */
  public Instant again(Instant missed, Delay delay, Instant now, ZoneId zone) {
    if (delay.unit() != DelayUnit.DAYS && delay.unit() != DelayUnit.BUSINESS_DAYS) {
      return after(now, delay, zone);
    }
    if (delay.value() == 0) {
      return now;
    }
    var today = onDay(missed, LocalDate.ofInstant(now, zone), zone);
    return today.isAfter(now)
        ? today
        : onDay(missed, LocalDate.ofInstant(now, zone).plusDays(1), zone);
  }

  private Slot slotEndingAfter(Instant at, ZoneId zone) {
    var day = LocalDate.ofInstant(at, zone).minusDays(1);
    for (int i = 0; i < DAYS_TO_LOOK_AHEAD; i++, day = day.plusDays(1)) {
      for (var slot : slotsOf(day, zone)) {
        if (slot.closes().isAfter(at)) {
          return slot;
        }
      }
    }
    throw new IllegalStateException("No window opens in three weeks in zone " + zone);
  }

  /** A window that a change of the clocks leaves nothing of does not open on that day. */
  private List<Slot> slotsOf(LocalDate day, ZoneId zone) {
    if (!exists(day, zone)) {
      return List.of();
    }
    var slots = new ArrayList<Slot>(2);
    for (var window : windows) {
      if (window.day() == day.getDayOfWeek()) {
        var opens = instant(day.atTime(window.opens()), zone);
        var closes =
            window.closes().equals(END_OF_DAY)
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : instant(day.atTime(window.closes()), zone);
        if (opens.isBefore(closes)) {
          slots.add(new Slot(opens, closes));
        }
      }
    }
    return slots;
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    return ZonedDateTime.of(local, zone).toInstant();
  }

  /** The form it is stored in: {@code MONDAY 09:00-17:00;TUESDAY …}. */
  public String windowsText() {
    return windows.stream()
        .map(window -> window.day() + " " + window.opens() + "-" + window.closes())
        .collect(Collectors.joining(";"));
  }

  public static SendingCalendar read(String windowsText, Duration jitter) {
    return of(Stream.of(windowsText.split(";")).map(SendingCalendar::window).toList(), jitter);
  }

  private static Window window(String text) {
    int space = text.indexOf(' ');
    int dash = text.indexOf('-', space);
    return new Window(
        DayOfWeek.valueOf(text.substring(0, space)),
        LocalTime.parse(text.substring(space + 1, dash)),
        LocalTime.parse(text.substring(dash + 1)));
  }

  public List<Window> windows() {
    return windows;
  }

  public Duration jitter() {
    return jitter;
  }
}
