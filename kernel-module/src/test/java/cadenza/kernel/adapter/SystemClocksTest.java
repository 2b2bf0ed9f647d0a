package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SystemClocksTest {
  static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  /** The common pool has a single thread on two cores, and one task here waits for the other. */
  static final Executor ITS_OWN_THREAD = task -> new Thread(task).start();

  final CountDownLatch asked = new CountDownLatch(1);
  final CountDownLatch over = new CountDownLatch(1);
  final SystemClocks clocks = new SystemClocks();
  boolean away;
  boolean hanging;

  {
    clocks.database = new Database();
    clocks.remeasureAfterNanos = 0;
  }

  @Test
  void the_time_is_the_database_s() {
    assertThat(clocks.real()).isBetween(NINE, NINE.plus(Duration.ofSeconds(10)));
  }

  @Test
  void without_the_database_the_last_measurement_goes_on_counting() {
    var before = clocks.real();
    away = true;

    assertThat(clocks.real()).isBetween(before, NINE.plus(Duration.ofSeconds(10)));
  }

  @Test
  void without_any_measurement_there_is_no_time() {
    away = true;

    assertThatThrownBy(clocks::real).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_database_that_hangs_holds_up_one_caller_and_no_other() throws Exception {
    var before = clocks.real();
    hanging = true;
    var held = CompletableFuture.supplyAsync(clocks::real, ITS_OWN_THREAD);
    asked.await();

    var other =
        CompletableFuture.supplyAsync(clocks::real, ITS_OWN_THREAD).get(5, TimeUnit.SECONDS);

    assertThat(other).isAfterOrEqualTo(before);
    assertThat(held).isNotDone();
    over.countDown();
    held.get(5, TimeUnit.SECONDS);
  }

  private class Database extends DatabaseConnections {
    @Override
    Instant time() {
      if (away) {
        throw new IllegalStateException("away");
      }
      if (hanging) {
        asked.countDown();
        try {
          over.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return NINE;
    }
  }
}
