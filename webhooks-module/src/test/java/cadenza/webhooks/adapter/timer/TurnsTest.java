package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.webhooks.domain.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Two pieces of work, the first of which fails. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TurnsTest {
  final Turn bad = new Turn(UUID.randomUUID(), UUID.randomUUID());
  final Turn good = new Turn(UUID.randomUUID(), UUID.randomUUID());
  final Set<Turn> waiting = new LinkedHashSet<>(List.of(bad, good));
  final Map<Turn, RuntimeException> failures = new HashMap<>();
  final List<Turn> tried = new ArrayList<>();
  long passed;
  Duration effort = Duration.ZERO;
  final Turns turns =
      new Turns(
          resting -> waiting.stream().filter(one -> !resting.contains(one)).findFirst(),
          this::work,
          () -> passed);

  @Test
  void what_fails_keeps_nothing_else_from_its_turn_and_is_tried_again_after_a_minute() {
    failures.put(bad, new IllegalStateException("of this test"));
    all();
    assertThat(tried).containsExactly(bad, good);

    passed += Duration.ofSeconds(59).toNanos();
    all();
    assertThat(tried).hasSize(2);

    failures.clear();
    passed += Duration.ofSeconds(1).toNanos();
    all();
    assertThat(tried).containsExactly(bad, good, bad);
    assertThat(waiting).isEmpty();
  }

  @Test
  void what_somebody_else_holds_is_tried_again_soon() {
    failures.put(bad, new IllegalStateException(new SQLException("lock timeout", "55P03")));
    all();

    passed += Duration.ofSeconds(2).toNanos();
    all();

    assertThat(tried).containsExactly(bad, good, bad);
  }

  /** As long as three are held, each for longer than a third of what the first rests. */
  @Test
  void however_many_are_held_the_next_has_its_turn() {
    var held = List.of(bad, other(), other());
    var last = other();
    waiting.clear();
    waiting.addAll(held);
    waiting.add(last);
    held.forEach(
        one ->
            failures.put(
                one, new IllegalStateException(new SQLException("lock timeout", "55P03"))));
    effort = Duration.ofSeconds(1);

    for (int i = 0; i < 8; i++) {
      turns.take();
    }

    assertThat(tried).contains(last);
    assertThat(tried.subList(4, 8)).as("nor is one of them left out").containsAll(held);
  }

  private static Turn other() {
    return new Turn(UUID.randomUUID(), UUID.randomUUID());
  }

  private void all() {
    boolean more;
    do {
      more = turns.take();
    } while (more);
  }

  private void work(Turn turn) {
    tried.add(turn);
    passed += effort.toNanos();
    var failure = failures.get(turn);
    if (failure != null) {
      throw failure;
    }
    waiting.remove(turn);
  }
}
