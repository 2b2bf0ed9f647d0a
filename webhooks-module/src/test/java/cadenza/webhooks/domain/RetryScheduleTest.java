package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RetryScheduleTest {
  final RetrySchedule schedule =
      RetrySchedule.of("PT0S,PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H");

  @Test
  void waits_longer_after_each_attempt() {
    assertThat(schedule.after(1, 0)).contains(Duration.ofSeconds(5));
    assertThat(schedule.after(2, 0)).contains(Duration.ofMinutes(5));
    assertThat(schedule.after(9, 0)).contains(Duration.ofHours(24));
  }

  @Test
  void ends_after_ten_attempts() {
    assertThat(schedule.after(10, 0)).isEmpty();
  }

  @Test
  void jitter_delays_by_a_fifth_at_most_and_never_hurries() {
    for (double jitter : List.of(0.0, 0.3, 0.99, 1.0)) {
      assertThat(schedule.after(2, jitter).orElseThrow())
          .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }
  }

  @Test
  void needs_a_delay_and_none_below_zero() {
    assertThatThrownBy(() -> RetrySchedule.of("PT-1S"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
