package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.adapter.timer.EndpointLane.Waiting;
import cadenza.webhooks.domain.DueDelivery;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The requests to one endpoint that are claimed by this node. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EndpointLaneTest {
  static final Duration QUICK = Duration.ofMillis(20);
  static final Duration SLOW = Duration.ofSeconds(2);

  final EndpointLane lane = new EndpointLane(8);

  @Test
  void no_more_leave_at_once_than_there_are_slots() {
    lane.add(claims(32));

    assertThat(lane.next()).hasSize(8);
    assertThat(lane.next()).isEmpty();
  }

  @Test
  void those_behind_leave_in_their_order_when_half_of_the_slots_are_free() {
    var claims = claims(32);
    lane.add(claims);
    assertThat(lane.next()).isEqualTo(claims.subList(0, 8));

    ended(3, QUICK);
    assertThat(lane.next()).isEmpty();
    ended(1, QUICK);
    assertThat(lane.next()).isEqualTo(claims.subList(8, 12));
  }

  @Test
  void the_last_ones_wait_for_no_half() {
    lane.add(claims(9));
    assertThat(lane.next()).hasSize(8);

    ended(1, QUICK);

    assertThat(lane.next()).hasSize(1);
  }

  @Test
  void what_leaves_after_all_is_no_longer_under_way() {
    lane.add(claims(16));
    lane.next().forEach(one -> lane.dropped());

    assertThat(lane.next()).hasSize(8);
  }

  @Test
  void more_than_the_slots_are_claimed_only_of_an_endpoint_that_answers_quickly() {
    lane.add(claims(8));
    lane.next();
    assertThat(lane.ahead()).isZero();

    lane.ended(QUICK, true);
    assertThat(lane.ahead()).isEqualTo(24);
    lane.ended(SLOW, true);
    assertThat(lane.ahead()).isZero();
    lane.ended(QUICK, true);
    lane.ended(QUICK, false);
    assertThat(lane.ahead()).isZero();
  }

  @Test
  void it_is_kept_while_something_is_under_way_or_it_is_known_as_quick() {
    assertThat(lane.isIdle()).isTrue();
    lane.add(claims(1));
    assertThat(lane.isIdle()).isFalse();
    lane.next();
    assertThat(lane.isIdle()).isFalse();
    lane.ended(QUICK, true);
    assertThat(lane.isIdle()).isFalse();
    lane.add(claims(1));
    lane.next();
    lane.ended(SLOW, true);
    assertThat(lane.isIdle()).isTrue();
  }

  private void ended(int requests, Duration took) {
    for (int i = 0; i < requests; i++) {
      lane.ended(took, true);
    }
  }

  private static List<Waiting> claims(int number) {
    return Stream.generate(() -> new Waiting(delivery(), System.nanoTime())).limit(number).toList();
  }

  private static DueDelivery delivery() {
    return new DueDelivery(
        Ids.next(),
        Ids.next(),
        Ids.next(),
        Ids.next(),
        "contact.created",
        "standard",
        "{}",
        "https://example.com/",
        List.of("sealed"),
        0,
        1,
        false,
        false,
        "{}",
        null);
  }
}
