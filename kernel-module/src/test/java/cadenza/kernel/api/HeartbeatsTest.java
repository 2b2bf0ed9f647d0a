package cadenza.kernel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HeartbeatsTest {
  final Heartbeats heartbeats = new Heartbeats();

  @Test
  void a_loop_that_says_nothing_for_too_long_is_named() {
    heartbeats.beat("committer");
    heartbeats.beat("due-steps");

    assertThat(heartbeats.silentFor(Duration.ofMinutes(1))).isEmpty();
    assertThat(heartbeats.silentFor(Duration.ofNanos(-1)))
        .containsExactly("committer", "due-steps");
  }
}
