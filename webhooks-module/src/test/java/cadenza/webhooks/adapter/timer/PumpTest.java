package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Heartbeats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PumpTest {
  final AtomicInteger rounds = new AtomicInteger();
  final Heartbeats heartbeats = new Heartbeats();

  @Test
  void goes_on_after_a_round_that_failed() {
    var pump = failing(new IllegalStateException("once"));

    pump.wake();
    pump.wake();

    assertThat(rounds).hasValue(2);
  }

  @Test
  void goes_on_after_an_error_too_and_lets_it_be_seen() {
    var pump = failing(new StackOverflowError("once"));

    assertThatThrownBy(pump::wake).isInstanceOf(StackOverflowError.class);
    pump.wake();

    assertThat(rounds).hasValue(2);
  }

  @Test
  void goes_on_after_there_was_no_thread_to_be_had() {
    var asked = new AtomicInteger();
    var pump =
        new Pump(
            "test",
            task -> {
              if (asked.incrementAndGet() == 1) {
                throw new OutOfMemoryError("once");
              }
              task.run();
            },
            rounds::incrementAndGet,
            heartbeats);

    assertThatThrownBy(pump::wake).isInstanceOf(OutOfMemoryError.class);
    pump.wake();

    assertThat(rounds).hasValue(1);
  }

  @Test
  void a_call_during_a_round_makes_another() {
    var pumps = new Pump[1];
    pumps[0] =
        new Pump(
            "test",
            Runnable::run,
            () -> {
              if (rounds.incrementAndGet() == 1) {
                pumps[0].wake();
              }
            },
            heartbeats);

    pumps[0].wake();

    assertThat(rounds).hasValue(2);
  }

  @Test
  void is_missed_when_it_is_never_run_or_does_not_come_back() {
    var tasks = new ArrayDeque<Runnable>();
    var pump = new Pump("test", tasks::add, rounds::incrementAndGet, heartbeats);
    long known = System.nanoTime();

    pump.wake();

    assertThat(silentSince(known)).containsExactly("test");
    tasks.remove().run();
    assertThat(silentSince(known)).isEmpty();
    assertThat(rounds).hasValue(1);
  }

  @Test
  void gets_old_while_its_rounds_fail() {
    var pump = failing(new IllegalStateException("once"));
    long known = System.nanoTime();

    pump.wake();

    var sinceKnown = secondsSince(known);
    assertThat(pump.age()).isGreaterThanOrEqualTo(sinceKnown);
    long again = System.nanoTime();
    pump.wake();
    var age = pump.age();
    assertThat(age).isLessThanOrEqualTo(secondsSince(again));
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private List<String> silentSince(long nanoTime) {
    return heartbeats.silentFor(Duration.ofNanos(System.nanoTime() - nanoTime));
  }

  private Pump failing(Throwable first) {
    return new Pump(
        "test",
        Runnable::run,
        () -> {
          if (rounds.incrementAndGet() == 1) {
            if (first instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) first;
          }
        },
        heartbeats);
  }
}
