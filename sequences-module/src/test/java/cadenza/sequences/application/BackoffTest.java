package cadenza.sequences.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackoffTest {
  static final UUID ONE = new UUID(1, 1);

  final Backoff backoff = new Backoff();
  Instant now = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void it_waits_twice_as_long_after_each_failure_and_five_minutes_at_most() {
    assertThat(backoff.holds(ONE, now)).isFalse();
    for (int seconds : new int[] {2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      backoff.failed(ONE, now);
      passes(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(backoff.holds(ONE, now)).as(seconds + " s").isTrue();
      passes(Duration.ofMillis(1));
      assertThat(backoff.holds(ONE, now)).as(seconds + " s").isFalse();
    }
    assertThat(backoff.isLongest(ONE)).isTrue();
    assertThat(backoff.holds(new UUID(1, 2), now)).isFalse();
    assertThat(backoff.isLongest(new UUID(1, 2))).isFalse();
  }

  @Test
  void what_went_well_starts_anew() {
    backoff.failed(ONE, now);
    backoff.failed(ONE, now);

    backoff.passed(ONE);

    assertThat(backoff.holds(ONE, now)).isFalse();
    backoff.failed(ONE, now);
    assertThat(backoff.holds(ONE, now.plusSeconds(2))).isFalse();
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }
}
