package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.DueDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claims of one endpoint, which has eight slots. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EndpointLaneTest {
  static final UUID ENDPOINT = Ids.next();

  long passed;
  final EndpointLane lane = new EndpointLane(8, () -> passed);

  @Test
  void no_more_are_on_the_line_than_there_are_slots_and_those_behind_leave_in_their_order() {
    var claims = claim(32);
    assertThat(next()).isEqualTo(claims.subList(0, 8));
    assertThat(next()).isEmpty();

    answer(claims.subList(0, 3), 204, 10);

    assertThat(next()).isEqualTo(claims.subList(8, 11));
  }

  @Test
  void one_at_a_time_lets_them_leave_and_none_is_forgotten() {
    var claims = claim(9);
    assertThat(lane.begins()).isTrue();
    assertThat(lane.begins()).isFalse();
    next();
    answer(claims.subList(0, 1), 204, 10);
    assertThat(lane.begins()).isFalse();

    assertThat(next()).hasSize(1);
    assertThat(next()).isEmpty();

    claim(1);
    answer(claims.subList(1, 2), 204, 10);
    assertThat(lane.begins()).isTrue();
    lane.brokeOff();
    assertThat(lane.begins()).isTrue();
  }

  @Test
  void those_behind_begin_when_there_is_room_for_some() {
    var claims = claim(20);
    next();
    answer(claims.subList(0, 3), 204, 10);
    assertThat(lane.isHalfEmpty()).isFalse();

    answer(claims.subList(3, 4), 204, 10);
    assertThat(lane.isHalfEmpty()).isTrue();
  }

  @Test
  void only_an_endpoint_that_answers_well_and_soon_gets_claims_ahead() {
    var claims = claim(8);
    next();
    assertThat(ahead()).isZero();

    answer(claims.subList(0, 1), 204, 10);
    assertThat(ahead()).isEqualTo(56);
    assertThat(lane.underWay(false).ahead()).isZero();
    answer(claims.subList(1, 2), 204, 226);
    assertThat(ahead()).isZero();
    answer(claims.subList(2, 3), 204, 75);
    assertThat(ahead()).isEqualTo(24);
    pass(Duration.ofSeconds(10));
    assertThat(ahead()).isZero();
  }

  @Test
  void after_a_failure_it_gets_nothing_ahead_for_a_while() {
    var claims = claim(3);
    next();

    answer(claims.subList(0, 1), 429, 10);
    pass(Duration.ofMillis(1_999));
    answer(claims.subList(1, 2), 204, 10);
    assertThat(ahead()).isZero();

    pass(Duration.ofMillis(1));
    assertThat(ahead()).isEqualTo(56);
  }

  @Test
  void those_claimed_ahead_that_waited_for_long_do_not_leave_and_are_taken_back() {
    var claims = claim(10);
    next();
    answer(claims.subList(0, 1), 204, 10);
    next();
    pass(Duration.ofMillis(299));
    assertThat(lane.takeBack()).isEmpty();

    pass(Duration.ofMillis(1));

    answer(claims.subList(1, 8), 204, 10);
    assertThat(next()).isEmpty();
    assertThat(lane.takeBack()).isEqualTo(claims.subList(9, 10));
    assertThat(lane.takeBack()).isEmpty();
    assertThat(ahead()).isZero();
  }

  @Test
  void one_that_has_a_slot_leaves_though_its_thread_comes_late() {
    var claims = claim(2);

    pass(Duration.ofMillis(4_999));

    assertThat(lane.takeBack()).isEmpty();
    assertThat(next()).isEqualTo(claims);
  }

  @Test
  void one_whose_thread_does_not_come_is_taken_back() {
    var claims = claim(2);

    pass(Duration.ofSeconds(5));

    assertThat(next()).isEmpty();
    assertThat(lane.takeBack()).isEqualTo(claims);
  }

  @Test
  void what_cannot_be_given_back_yet_is_taken_again() {
    var claims = claim(10);
    next();
    pass(Duration.ofMillis(300));
    lane.takeBack().forEach(lane::recalled);

    assertThat(lane.takeBack()).isEqualTo(claims.subList(8, 10));
    assertThat(lane.underWay(true).all()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {410, 500, 302})
  void after_a_failure_none_of_those_claimed_ahead_leaves(int status) {
    var claims = claim(20);
    next();

    answer(claims.subList(0, 1), status, 10);

    assertThat(next()).isEmpty();
    assertThat(lane.takeBack()).isEqualTo(claims.subList(8, 20));
    var later = claim(1);
    assertThat(next()).isEqualTo(later);
  }

  @Test
  void a_failure_takes_nothing_from_those_that_have_a_slot() {
    var first = claim(2);
    next();
    var second = claim(6);

    answer(first.subList(0, 1), 500, 10);

    assertThat(next()).isEqualTo(second);
  }

  @Test
  void when_the_server_stops_all_that_have_not_left_are_taken_back() {
    var claims = claim(10);
    next();

    assertThat(lane.takeAllBack()).isEqualTo(claims.subList(8, 10));
    assertThat(lane.takeAllBack()).isEmpty();
  }

  @Test
  void what_did_not_leave_after_all_makes_room_for_another() {
    claim(9);
    next();

    lane.dropped();

    assertThat(next()).hasSize(1);
  }

  @Test
  void it_counts_a_claim_until_its_result_is_on_record() {
    var claims = claim(2);
    var retry = delivery(true);
    lane.add(retry, passed);
    next();
    answer(claims, 204, 10);
    assertThat(lane.underWay(true).all()).isEqualTo(3);
    assertThat(lane.underWay(true).retries()).isOne();

    claims.forEach(lane::release);
    answer(List.of(retry), 500, 10);
    assertThat(lane.isIdle()).isFalse();
    lane.release(retry);

    assertThat(lane.underWay(true).all()).isZero();
    assertThat(lane.underWay(true).retries()).isZero();
    assertThat(lane.isIdle()).isTrue();
  }

  @Test
  void a_quick_endpoint_is_remembered_for_a_while() {
    var claims = claim(1);
    next();
    answer(claims, 204, 10);
    claims.forEach(lane::release);

    assertThat(lane.isIdle()).isFalse();
    pass(Duration.ofSeconds(10));
    assertThat(lane.isIdle()).isTrue();
  }

  private List<DueDelivery> claim(int number) {
    var claims = Stream.generate(() -> delivery(false)).limit(number).toList();
    claims.forEach(one -> lane.add(one, passed));
    return claims;
  }

  private List<DueDelivery> next() {
    return lane.next().stream().map(EndpointLane.Waiting::delivery).toList();
  }

  private void answer(List<DueDelivery> claims, int status, int millis) {
    claims.forEach(
        one ->
            lane.ended(
                new Attempt(one, Instant.EPOCH, millis, status, null, null, null, Instant.EPOCH)));
  }

  private int ahead() {
    return lane.underWay(true).ahead();
  }

  private void pass(Duration time) {
    passed += time.toNanos();
  }

  static DueDelivery delivery(boolean retry) {
    return new DueDelivery(
        Ids.next(),
        Ids.next(),
        ENDPOINT,
        Ids.next(),
        "contact.created",
        "standard",
        "{}",
        "https://example.com/",
        List.of("sealed"),
        0,
        1,
        retry,
        false);
  }
}
