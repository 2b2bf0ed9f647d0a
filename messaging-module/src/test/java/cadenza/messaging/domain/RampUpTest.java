package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.RampUp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A daily limit that rises. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RampUpTest {
  static final Instant SINCE = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void it_rises_by_the_day_and_ends_at_the_limit() {
    var rampUp = new RampUp(20, 10, 1);

    assertThat(limit(rampUp, Duration.ZERO)).isEqualTo(20);
    assertThat(limit(rampUp, Duration.ofHours(24).minusMillis(1))).isEqualTo(20);
    assertThat(limit(rampUp, Duration.ofHours(24))).isEqualTo(30);
    assertThat(limit(rampUp, Duration.ofDays(3))).isEqualTo(50);
    assertThat(limit(rampUp, Duration.ofDays(3000))).isEqualTo(50);
  }

  @Test
  void it_rises_after_as_many_days_as_it_says() {
    var rampUp = new RampUp(5, 5, 3);

    assertThat(limit(rampUp, Duration.ofDays(2))).isEqualTo(5);
    assertThat(limit(rampUp, Duration.ofDays(3))).isEqualTo(10);
    assertThat(limit(rampUp, Duration.ofDays(8))).isEqualTo(15);
  }

  @Test
  void neither_a_clock_before_its_start_nor_large_figures_matter() {
    assertThat(limit(new RampUp(20, 10, 1), Duration.ofDays(-1))).isEqualTo(20);
    assertThat(limit(new RampUp(1_000_000, 1_000_000, 1), Duration.ofDays(100_000))).isEqualTo(50);
  }

  private static int limit(RampUp rampUp, Duration later) {
    return rampUp.limitAt(50, SINCE, SINCE.plus(later));
  }
}
