package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Heartbeats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PatientPumpTest {
  private final List<String> beats = new ArrayList<>();
  private final List<Runnable> given = new ArrayList<>();
  private final PatientPump pump =
      new PatientPump("chore", Duration.ofHours(1), given::add, () -> false, counted());

  @Test
  void one_that_rests_longer_than_a_stuck_one_may_be_silent_says_that_it_is_well() {
    pump.wake();
    given.get(0).run();
    beats.clear();

    pump.wake();

    assertThat(given).hasSize(1);
    assertThat(beats).containsExactly("chore");
  }

  @Test
  void one_that_does_not_come_to_its_end_falls_silent_however_often_it_is_called() {
    pump.wake();
    beats.clear();

    pump.wake();

    assertThat(beats).isEmpty();
  }

  @Test
  void one_whose_work_fails_rests_all_the_same() {
    var failing =
        new PatientPump(
            "chore",
            Duration.ofHours(1),
            given::add,
            () -> {
              throw new IllegalStateException("as a database that is away");
            },
            counted());
    failing.wake();
    given.get(0).run();
    beats.clear();

    failing.wake();

    assertThat(beats).containsExactly("chore");
  }

  private Heartbeats counted() {
    return new Heartbeats() {
      @Override
      public void beat(String loop) {
        super.beat(loop);
        beats.add(loop);
      }
    };
  }
}
