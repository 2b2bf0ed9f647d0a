package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.Hit;
import cadenza.messaging.domain.HitKind;
import cadenza.messaging.domain.SeenAs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HitsTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private final Hits hits = new Hits();
  private final UUID message = UUID.randomUUID();

  @Test
  void a_thousand_of_a_kind_within_a_second_are_one() {
    for (int i = 0; i < 1000; i++) {
      open(message, NOON.plusMillis(i));
    }

    assertThat(due(5000).get(0))
        .containsExactly(
            new Hit(
                message, HitKind.OPEN, "", SeenAs.PERSON, null, NOON, NOON.plusMillis(999), 1000));
  }

  @Test
  void those_of_a_message_are_held_until_they_can_be_judged_together() {
    open(message, NOON);
    open(message, NOON.plusMillis(2900));

    assertThat(due(2999)).isEmpty();
    assertThat(due(3000)).singleElement().satisfies(of -> assertThat(of).hasSize(2));
    assertThat(due(9000)).isEmpty();
    assertThat(hits.waiting()).isZero();
  }

  @Test
  void what_was_put_back_comes_again_with_what_came_meanwhile() {
    open(message, NOON);
    var taken = due(3000);
    open(message, NOON.plusMillis(500));
    hits.putBack(taken);

    assertThat(due(9000).get(0)).singleElement().extracting(Hit::count).isEqualTo(2L);
  }

  @Test
  void one_message_has_no_more_room_than_others_leave_it() {
    for (int i = 0; i < 1000; i++) {
      hits.note(message, HitKind.OPEN, "", SeenAs.PERSON, "host" + i, NOON);
    }
    open(UUID.randomUUID(), NOON);

    assertThat(hits.waiting()).isEqualTo(Hits.AT_MOST_EACH + 1);
    assertThat(hits.takeDropped()).isEqualTo(1000 - Hits.AT_MOST_EACH);
    assertThat(hits.takeDropped()).isZero();
  }

  @Test
  void what_comes_beyond_the_bound_is_dropped_and_counted() {
    for (int i = 0; i < Hits.AT_MOST + 50; i++) {
      open(UUID.randomUUID(), NOON);
    }

    assertThat(hits.waiting()).isEqualTo(Hits.AT_MOST);
    assertThat(hits.takeDropped()).isEqualTo(50);
    assertThat(due(5000)).hasSize(500);
    assertThat(hits.waiting()).isEqualTo(Hits.AT_MOST - 500);
  }

  private void open(UUID of, Instant at) {
    hits.note(of, HitKind.OPEN, "", SeenAs.PERSON, null, at);
  }

  private List<List<Hit>> due(long millis) {
    return hits.due(NOON.plus(Duration.ofMillis(millis)), 500);
  }
}
