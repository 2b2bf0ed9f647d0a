package cadenza.sequences.domain;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.sequences.api.DelayUnit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SendingCalendarTest {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  static final SendingCalendar OFFICE = onWorkdays("09:00", "17:00");

  static SendingCalendar onWorkdays(String from, String to) {
    return SendingCalendar.of(
        Arrays.stream(DayOfWeek.values())
            .filter(day -> day.getValue() <= 5)
            .map(day -> window(day, from, to))
            .toList(),
        Duration.ZERO);
  }

  static SendingCalendar daily(String from, String to) {
    return SendingCalendar.of(
        Arrays.stream(DayOfWeek.values()).map(day -> window(day, from, to)).toList(),
        Duration.ZERO);
  }

  static SendingCalendar.Window window(DayOfWeek day, String from, String to) {
    return new SendingCalendar.Window(day, LocalTime.parse(from), LocalTime.parse(to));
  }

  static Instant at(String local, ZoneId zone) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  static Instant after(String from, int count, DelayUnit unit, ZoneId zone) {
    return SendingCalendar.always().after(at(from, zone), new Delay(count, unit), zone);
  }

  @Nested
  class A_window {
    @Test
    void lets_its_first_second_in_and_its_end_out() {
      assertThat(OFFICE.isOpen(at("2026-03-02T09:00", BERLIN), BERLIN)).isTrue();
      assertThat(OFFICE.isOpen(at("2026-03-02T16:59:59.999999", BERLIN), BERLIN)).isTrue();
      assertThat(OFFICE.isOpen(at("2026-03-02T17:00", BERLIN), BERLIN)).isFalse();
    }

    @Test
    void moves_what_comes_too_late_to_the_next_one() {
      assertThat(OFFICE.next(at("2026-03-06T17:00", BERLIN), BERLIN))
          .isEqualTo(at("2026-03-09T09:00", BERLIN));
    }

    @Test
    void may_last_until_midnight() {
      var sunday = SendingCalendar.of(List.of(window(SUNDAY, "20:00", "00:00")), Duration.ZERO);

      assertThat(sunday.closing(at("2026-03-08T23:59:59", BERLIN), BERLIN))
          .contains(at("2026-03-09T00:00", BERLIN));
    }

    @Test
    void of_local_time_follows_the_change_of_the_clocks() {
      assertThat(OFFICE.next(at("2026-03-27T18:00", BERLIN), BERLIN))
          .isEqualTo(Instant.parse("2026-03-30T07:00:00Z"));
    }

    @Test
    void of_a_day_that_a_zone_skipped_does_not_open() {
      var apia = ZoneId.of("Pacific/Apia");
      assertThat(OFFICE.next(at("2011-12-29T17:00", apia), apia))
          .isEqualTo(at("2012-01-02T09:00", apia));
    }

    @Test
    void is_stored_and_read_as_it_is() {
      var read = SendingCalendar.read(OFFICE.windowsText(), Duration.ZERO);
      assertThat(read.windows()).isEqualTo(OFFICE.windows());
    }
  }

  @Nested
  class A_delay {
    @Test
    void of_a_day_keeps_the_wall_time_and_one_of_24_hours_does_not() {
      assertThat(after("2026-03-07T09:00", 1, DelayUnit.DAYS, NEW_YORK))
          .isEqualTo(at("2026-03-08T09:00", NEW_YORK));
      assertThat(after("2026-03-07T09:00", 24, DelayUnit.HOURS, NEW_YORK))
          .isEqualTo(at("2026-03-08T10:00", NEW_YORK));
    }

    @Test
    void into_a_gap_moves_on_by_the_gap() {
      assertThat(after("2026-03-07T02:30", 1, DelayUnit.DAYS, NEW_YORK))
          .isEqualTo(at("2026-03-08T03:30", NEW_YORK));
      assertThat(after("2026-03-28T02:30", 1, DelayUnit.DAYS, BERLIN))
          .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void into_an_overlap_means_the_first() {
      assertThat(after("2026-10-31T01:30", 1, DelayUnit.DAYS, NEW_YORK))
          .isEqualTo(Instant.parse("2026-11-01T05:30:00Z"));
      assertThat(after("2026-10-24T02:30", 1, DelayUnit.DAYS, BERLIN))
          .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void of_business_days_leaves_the_weekend_out() {
      assertThat(after("2026-12-31T10:00", 2, DelayUnit.BUSINESS_DAYS, BERLIN))
          .isEqualTo(at("2027-01-04T10:00", BERLIN));
    }

    @Test
    void of_business_days_leaves_out_a_day_that_never_was() {
      var apia = ZoneId.of("Pacific/Apia");
      assertThat(after("2011-12-29T10:00", 1, DelayUnit.BUSINESS_DAYS, apia))
          .isEqualTo(at("2012-01-02T10:00", apia));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "America/New_York, 2026-03-08",
    "America/New_York, 2026-11-01",
    "Europe/Berlin, 2026-03-29",
    "Europe/Berlin, 2026-10-25",
    "Australia/Lord_Howe, 2026-04-05",
    "Australia/Lord_Howe, 2026-10-04",
    "Africa/Casablanca, 2026-02-15",
    "Africa/Casablanca, 2026-03-22",
    "Asia/Kathmandu, 2026-03-29",
    "America/St_Johns, 2026-03-08",
    "America/St_Johns, 2026-11-01",
    "Pacific/Apia, 2011-12-30",
    "Pacific/Kiritimati, 2026-03-29",
    "Etc/GMT+12, 2026-03-29",
    "Asia/Tehran, 2022-03-22",
    "Asia/Tehran, 2023-03-22",
    "America/Ciudad_Juarez, 2022-11-30",
    "America/Ciudad_Juarez, 2026-03-08"
  })
  void no_step_is_lost_or_doubled_on_the_days_that_are_different(String zoneId, String day) {
    var zone = ZoneId.of(zoneId);
    var calendar = daily("00:00", "00:00");
    var start = LocalDateTime.parse(day + "T00:00").minusDays(1);
    for (int minute = 0; minute < 1440; minute += 15) {
      var from = start.plusMinutes(minute).atZone(zone).toInstant();
      var due = calendar.after(from, new Delay(1, DelayUnit.DAYS), zone);

      assertThat(due).isAfter(from).isBefore(from.plus(Duration.ofHours(50)));
      assertThat(calendar.next(due, zone)).isEqualTo(due);
    }
  }

  @Nested
  class Jitter {
    final SendingCalendar calendar =
        SendingCalendar.of(
            List.of(window(MONDAY, "09:00", "09:05"), window(FRIDAY, "09:00", "17:00")),
            Duration.ofMinutes(10));

    @Test
    void is_the_same_at_every_look_and_never_leaves_the_window() {
      for (int i = 0; i < 1000; i++) {
        var enrollment = new UUID(i, i * 31L);
        var slot = calendar.slot(at("2026-03-01T12:00", BERLIN), BERLIN, enrollment, 1);
        assertThat(slot)
            .isEqualTo(calendar.slot(at("2026-03-01T12:00", BERLIN), BERLIN, enrollment, 1))
            .isBetween(at("2026-03-02T09:00", BERLIN), at("2026-03-02T09:04:59", BERLIN));
      }
    }

    @Test
    void does_not_exist_without_a_calendar() {
      var now = at("2026-03-01T12:00", BERLIN);
      assertThat(SendingCalendar.always().slot(now, BERLIN, new UUID(1, 2), 1)).isEqualTo(now);
    }
  }

  @Nested
  class A_missed_slot {
    @Test
    void of_days_is_the_same_wall_time_on_the_first_day_that_has_it_ahead() {
      var again =
          SendingCalendar.always()
              .again(
                  at("2026-03-02T10:00", BERLIN),
                  new Delay(2, DelayUnit.DAYS),
                  at("2026-03-05T15:00", BERLIN),
                  BERLIN);
      assertThat(again).isEqualTo(at("2026-03-06T10:00", BERLIN));
    }

    @Test
    void of_seconds_is_the_delay_from_now() {
      var now = at("2026-03-05T15:00", BERLIN);
      var again =
          SendingCalendar.always()
              .again(now.minusSeconds(99), new Delay(30, DelayUnit.SECONDS), now, BERLIN);
      assertThat(again).isEqualTo(now.plusSeconds(30));
    }
  }
}
