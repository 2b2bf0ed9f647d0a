package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Room at one recipient domain, and the time of whoever finds none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipientRoomTest {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void a_thousand_at_one_domain_are_put_off_once_each_at_the_pace_of_its_limit() {
    var room = room(20, null, 0, List.of(), null);
    var times = new ArrayList<Instant>();
    for (int i = 0; i < 1000; i++) {
      room.take(false).ifPresent(times::add);
    }

    assertThat(times).hasSize(980).isSorted().doesNotHaveDuplicates();
    assertThat(times.get(0)).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(times.get(20)).isEqualTo(NOW.plus(Duration.ofDays(2)));
    assertThat(room.lineMovedTo()).hasValue(NOW.plus(Duration.ofDays(50)));
  }

  @Test
  void the_line_goes_on_where_it_ended() {
    var end = NOW.plus(Duration.ofDays(9));
    var room = room(1, null, 1, List.of(), end);

    assertThat(room.take(false)).hasValue(end);
    assertThat(room.take(false)).hasValue(end.plus(Duration.ofDays(1)));
  }

  @Test
  void whoever_comes_at_his_time_and_finds_none_waits_for_the_next_room_and_not_in_the_line() {
    var first = NOW.minus(Duration.ofHours(24)).plusSeconds(5);
    var second = first.plusSeconds(3);
    var room = room(2, null, 0, List.of(first, second), NOW.plus(Duration.ofDays(40)));

    assertThat(room.take(true)).hasValue(NOW.plusSeconds(5));
    assertThat(room.take(true)).hasValue(NOW.plusSeconds(8));
    assertThat(room.take(true).orElseThrow())
        .isBetween(NOW.plus(Duration.ofHours(24)), NOW.plus(Duration.ofHours(49)));
    assertThat(room.lineMovedTo()).isEmpty();
  }

  @Test
  void both_limits_hold() {
    var halfAnHourAgo = NOW.minus(Duration.ofMinutes(30));
    var room = room(10, 2, 0, List.of(halfAnHourAgo), null);

    assertThat(room.take(false)).isEmpty();
    assertThat(room.take(true)).hasValue(NOW.plus(Duration.ofMinutes(30)));
  }

  @Test
  void a_send_exactly_a_window_ago_counts_no_more() {
    var room = room(1, null, 0, List.of(NOW.minus(Duration.ofHours(24))), null);

    assertThat(room.take(false)).isEmpty();
  }

  private static RecipientRoom room(
      @Nullable Integer daily,
      @Nullable Integer hourly,
      long open,
      List<Instant> sent,
      @Nullable Instant lineEnds) {
    return new RecipientRoom(
        new PaceLimits(new UUID(1, 1), null, daily, hourly), open, sent, lineEnds, NOW);
  }
}
