package cadenza.sequences.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.sequences.api.DelayUnit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds in every zone of tzdata, between 1990 and 2037. */
class SendingCalendarProperties {
  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  @Property(tries = 3000)
  void a_delay_never_leads_back(
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant from,
      @ForAll("delays") Delay delay) {
    var due = SendingCalendar.always().after(from, delay, zone);

    if (delay.value() == 0) {
      assertThat(due).isEqualTo(from);
    } else {
      assertThat(due).isAfter(from);
    }
  }

  @Property(tries = 3000)
  void a_delay_of_days_keeps_the_wall_time_unless_the_clocks_forbid_it(
      @ForAll("zones") ZoneId zone, @ForAll("instants") Instant from) {
    var due = SendingCalendar.always().after(from, new Delay(1, DelayUnit.DAYS), zone);

    var wanted = from.atZone(zone).toLocalDateTime().plusDays(1);
    var offsets = zone.getRules().getValidOffsets(wanted);
    if (offsets.isEmpty()) {
      var gap = zone.getRules().getTransition(wanted).getDuration();
      assertThat(due.atZone(zone).toLocalDateTime()).isEqualTo(wanted.plus(gap));
    } else {
      assertThat(due).isEqualTo(wanted.toInstant(offsets.get(0)));
    }
  }

  @Property(tries = 3000)
  void the_next_moment_is_inside_a_window_and_never_early(
      @ForAll("calendars") SendingCalendar calendar,
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant from) {
    var next = calendar.next(from, zone);

    assertThat(next).isAfterOrEqualTo(from);
    assertThat(calendar.isOpen(next, zone)).isTrue();
    assertThat(calendar.closing(next, zone))
        .hasValueSatisfying(end -> assertThat(end).isAfter(next));
    assertThat(calendar.next(next, zone)).isEqualTo(next);
  }

  @Property(tries = 2000)
  void nothing_open_is_passed_over(
      @ForAll("calendars") SendingCalendar calendar,
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant from) {
    var next = calendar.next(from, zone);

    var step = Duration.between(from, next).dividedBy(20);
    for (var moment = from; moment.isBefore(next) && !step.isZero(); moment = moment.plus(step)) {
      assertThat(calendar.isOpen(moment, zone)).isFalse();
    }
  }

  @Property(tries = 500)
  void a_slot_is_inside_a_window(
      @ForAll("calendars") SendingCalendar calendar,
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant planned,
      @ForAll long high,
      @ForAll long low) {
    var slot = calendar.slot(planned, zone, new UUID(high, low), 1);

    assertThat(slot).isAfterOrEqualTo(planned);
    assertThat(calendar.isOpen(slot, zone)).isTrue();
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZONES).map(ZoneId::of);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(631_152_000L, 2_114_380_800L).map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<Delay> delays() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 400), Arbitraries.of(DelayUnit.class))
        .as(Delay::new);
  }

  @Provide
  Arbitrary<SendingCalendar> calendars() {
    var window =
        Combinators.combine(
                Arbitraries.of(DayOfWeek.class),
                Arbitraries.integers().between(0, 1300),
                Arbitraries.integers().between(121, 400))
            .as(
                (day, opens, length) ->
                    new SendingCalendar.Window(
                        day,
                        LocalTime.ofSecondOfDay(opens * 60L),
                        opens + length >= 1440
                            ? LocalTime.MIDNIGHT
                            : LocalTime.ofSecondOfDay((opens + length) * 60L)));
    return window
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(windows -> SendingCalendar.of(apart(windows), Duration.ofMinutes(10)));
  }

  /** Windows of one day that overlap count as the first of them. */
  private static List<SendingCalendar.Window> apart(List<SendingCalendar.Window> windows) {
    var apart = new ArrayList<SendingCalendar.Window>();
    for (var window : windows) {
      if (apart.stream().noneMatch(one -> one.day() == window.day())) {
        apart.add(window);
      }
    }
    return apart;
  }
}
