package cadenza.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.testing.AtOnce;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BucketsTest {
  static final long SECOND = 1_000_000_000L;

  final Buckets buckets = new Buckets("token", Duration.ofSeconds(1));

  @Test
  void a_full_bucket_gives_one_window_s_worth_at_once_and_then_says_when_to_come_again() {
    for (int i = 0; i < 50; i++) {
      var said = buckets.take("a", 50, 0);
      assertThat(said.passes()).isTrue();
      assertThat(said.remaining()).isEqualTo(49 - i);
    }

    var refused = buckets.take("a", 50, 0);

    assertThat(refused.passes()).isFalse();
    assertThat(refused.pause()).isEqualTo(Duration.ofMillis(20));
    assertThat(refused.waitSeconds()).isEqualTo(1);
    assertThat(buckets.take("a", 50, 20_000_000 - 1).passes()).isFalse();
    assertThat(buckets.take("a", 50, 20_000_000).passes()).isTrue();
  }

  @Test
  void over_time_it_is_exact_whatever_the_pressure() {
    for (int perSecond : new int[] {1, 3, 7, 100, 999, 5000}) {
      var own = new Buckets("token", Duration.ofSeconds(1));
      int passed = 0;
      int seconds = 20;
      long step = SECOND / perSecond / 5;
      for (long now = 0; now < seconds * SECOND; now += step) {
        passed += own.take("a", perSecond, now).passes() ? 1 : 0;
      }
      assertThat(passed - perSecond)
          .as("after what the full bucket held, at %d", perSecond)
          .isBetween(
              (int) (perSecond * seconds * 0.95) - 1, (int) (perSecond * seconds * 1.05) + 1);
    }
  }

  @Test
  void threads_that_come_at_once_do_not_get_more() {
    var passed =
        AtOnce.times(
            16,
            i ->
                java.util.stream.IntStream.range(0, 100)
                    .filter(j -> buckets.take("a", 500, 0).passes())
                    .count());

    assertThat(passed.stream().mapToLong(Long::longValue).sum()).isEqualTo(500);
  }

  @Test
  void one_who_is_limited_does_not_slow_another() {
    for (int i = 0; i < 100; i++) {
      buckets.take("greedy", 10, 0);
    }

    assertThat(buckets.take("greedy", 10, 0).passes()).isFalse();
    assertThat(buckets.take("modest", 10, 0).passes()).isTrue();
  }

  @Test
  void who_rests_is_forgotten() {
    for (int i = 0; i < 30_000; i++) {
      buckets.take("key " + i, 1000, i * SECOND);
    }

    assertThat(buckets.size()).isLessThan(20_001);
  }
}
