package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Clocks;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HitClockTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private final AtomicInteger asked = new AtomicInteger();
  private final HitClock clock = new HitClock();

  HitClockTest() {
    clock.clocks =
        new Clocks() {
          @Override
          public Instant of(UUID workspaceId) {
            return real();
          }

          @Override
          public Instant real() {
            asked.incrementAndGet();
            return NOON;
          }
        };
  }

  @Test
  void nobody_who_asks_for_the_time_has_the_database_asked() {
    clock.takeOver();

    for (int i = 0; i < 100; i++) {
      assertThat(clock.now()).isAfterOrEqualTo(NOON).isBefore(NOON.plusSeconds(60));
    }
    assertThat(asked.get()).isEqualTo(1);
  }

  @Test
  void it_is_there_before_anybody_has_taken_it_over() {
    assertThat(clock.now()).isEqualTo(NOON);
  }
}
