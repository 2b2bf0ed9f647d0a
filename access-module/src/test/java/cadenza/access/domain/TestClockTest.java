package cadenza.access.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.TestClockState;
import cadenza.kernel.api.InvalidField;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TestClockTest {
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  final TestClock clock = TestClock.open(new UUID(1, 1), new UUID(2, 2), START, START);

  @Test
  void stands_still_until_it_is_moved() {
    assertThat(clock.card().now()).isEqualTo(START);
    assertThat(clock.card().state()).isEqualTo(TestClockState.READY);
  }

  @Test
  void runs_over_the_due_instants_to_its_target() {
    var target = START.plus(Duration.ofDays(7));

    assertThat(clock.advanceTo(target).target()).isEqualTo(target);
    clock.standAt(START.plus(Duration.ofDays(2)));
    assertThat(clock.card().state()).isEqualTo(TestClockState.ADVANCING);
    clock.arrive();

    assertThat(clock.card().now()).isEqualTo(target);
    assertThat(clock.card().state()).isEqualTo(TestClockState.READY);
  }

  @Test
  void never_goes_back() {
    assertThatThrownBy(() -> clock.advanceTo(START.minusSeconds(1)))
        .isInstanceOf(InvalidField.class);
    clock.standAt(START.minusSeconds(1));
    assertThat(clock.card().now()).isEqualTo(START);
  }

  @Test
  void takes_one_move_at_a_time() {
    clock.advanceTo(START.plusSeconds(1));

    assertThatThrownBy(() -> clock.advanceTo(START.plusSeconds(2)))
        .isInstanceOf(TestClockIsAdvancing.class);
  }
}
