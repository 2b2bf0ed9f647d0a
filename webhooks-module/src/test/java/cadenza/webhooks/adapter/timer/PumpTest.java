package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PumpTest {
  final AtomicInteger rounds = new AtomicInteger();

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
            });

    pumps[0].wake();

    assertThat(rounds).hasValue(2);
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
        });
  }
}
