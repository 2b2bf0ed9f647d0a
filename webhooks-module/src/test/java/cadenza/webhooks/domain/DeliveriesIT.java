package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.DeliveryLog.AttemptCard;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.api.DeliveryLog.Filter;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveriesIT {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final Duration LEASE = Duration.ofSeconds(45);
  static final Duration STREAK = Duration.ofDays(2);
  static final Slots SLOTS = new Slots(8, 6, 10);
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();
  final AtomicInteger numbers = new AtomicInteger();
  Endpoint endpoint;

  @BeforeEach
  void one_endpoint() {
    endpoint = open();
  }

  @Test
  void no_more_are_claimed_than_the_endpoint_has_free_slots() {
    relay(20);

    var first = claim(Map.of(), NOW);
    var second = claim(Map.of(endpoint.id(), new UnderWay(7, 0, 0)), NOW);

    assertThat(first).hasSize(8);
    assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
  }

  @Test
  void retries_leave_slots_for_first_attempts() {
    relay(8);
    fail(claim(Map.of(), NOW), NOW);
    relay(8);

    var later = claim(Map.of(endpoint.id(), new UnderWay(6, 6, 0)), NOW.plusSeconds(60));

    assertThat(later).hasSize(2).noneMatch(DueDelivery::retry);
  }

  @Test
  void ahead_more_are_claimed_than_there_are_slots() {
    relay(40);

    assertThat(claim(Map.of(endpoint.id(), new UnderWay(5, 0, 24)), NOW)).hasSize(27);
  }

  @Test
  void no_retry_is_claimed_ahead() {
    relay(40);
    fail(claim(Map.of(endpoint.id(), new UnderWay(0, 0, 24)), NOW), NOW);

    var later = claim(Map.of(endpoint.id(), new UnderWay(0, 0, 24)), NOW.plusSeconds(60));

    assertThat(later).hasSize(14).filteredOn(DueDelivery::retry).hasSize(6);
  }

  @Test
  void what_is_given_back_is_due_at_once_and_uses_no_attempt() {
    relay(1);
    var claimed = claimOne();
    giveBack(claimed);

    var again = claimOne();

    assertThat(again.id()).isEqualTo(claimed.id());
    assertThat(again.attempts()).isZero();
    giveBack(claimed); // of a claim that is over already
    assertThat(standing(claimed)).isFalse();
    assertThat(claim(Map.of(), NOW)).isEmpty();
  }

  @Test
  void what_is_given_back_has_its_old_place() {
    relay(1);
    var oldest = claimOne();
    relay(3, NOW.plusSeconds(1));

    giveBack(oldest, NOW.plusSeconds(2));

    assertThat(claim(Map.of(endpoint.id(), new UnderWay(7, 0, 0)), NOW.plusSeconds(2)))
        .extracting(DueDelivery::id)
        .containsExactly(oldest.id());
  }

  @Test
  void what_was_cancelled_meanwhile_is_not_due_again_and_may_be_asked_for() {
    relay(1);
    var claimed = claimOne();
    database.inTransaction(
        rows -> {
          rows.deliveries().cancel(workspace, endpoint.id());
          return null;
        });

    giveBack(claimed);

    assertThat(claim(Map.of(), NOW.plus(LEASE))).isEmpty();
    assertThat(card(claimed.id()).status()).isEqualTo("CANCELLED");
    retry(claimed.id());
    assertThat(claim(Map.of(), NOW)).hasSize(1);
  }

  @Test
  void a_full_endpoint_does_not_keep_another_waiting() {
    var other = open();
    relay(3);

    var claimed = claim(Map.of(endpoint.id(), new UnderWay(8, 0, 0)), NOW);

    assertThat(claimed).hasSize(3).allMatch(due -> due.endpointId().equals(other.id()));
  }

  @Test
  void a_claim_whose_node_died_comes_back_under_another_fence() {
    relay(1);
    var lost = claim(Map.of(), NOW).get(0);
    assertThat(claim(Map.of(), NOW.plus(LEASE).minusMillis(1))).isEmpty();

    var again = claim(Map.of(), NOW.plus(LEASE)).get(0);
    settle(attempt(lost, 200, null));

    assertThat(again.id()).isEqualTo(lost.id());
    assertThat(again.fence()).isGreaterThan(lost.fence());
    assertThat(card(lost.id()).status()).isEqualTo("PENDING");
    settle(attempt(again, 200, null));
    assertThat(card(lost.id()).status()).isEqualTo("SUCCEEDED");
    assertThat(attempts(lost.id())).hasSize(1);
  }

  @Test
  void a_failure_is_tried_again_when_the_schedule_says() {
    relay(1);
    var due = claim(Map.of(), NOW).get(0);
    fail(List.of(due), NOW);

    assertThat(card(due.id()).status()).isEqualTo("PENDING");
    assertThat(card(due.id()).nextAttemptAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(claim(Map.of(), NOW.plusSeconds(4))).isEmpty();
    assertThat(claim(Map.of(), NOW.plusSeconds(5))).hasSize(1).allMatch(DueDelivery::retry);
    assertThat(attempts(due.id())).extracting(AttemptCard::status).containsExactly(500);
  }

  @Test
  void an_exhausted_delivery_stays_visible_as_failed() {
    relay(1);
    var due = claim(Map.of(), NOW).get(0);
    settle(attempt(due, 500, null));

    assertThat(card(due.id()).status()).isEqualTo("FAILED");
    assertThat(card(due.id()).nextAttemptAt()).isNull();
    assertThat(list(new Filter(null, "FAILED", null))).hasSize(1);
  }

  @Test
  void a_disabled_endpoint_is_sent_nothing_and_a_late_success_still_counts() {
    relay(2);
    var running = claimOne();
    database.inTransaction(
        rows -> {
          rows.deliveries().cancel(workspace, endpoint.id());
          return null;
        });

    assertThat(claim(Map.of(), NOW.plusSeconds(3600))).isEmpty();
    assertThat(standing(running)).isFalse();
    settle(attempt(running, 204, null));
    assertThat(card(running.id()).status()).isEqualTo("SUCCEEDED");
    assertThat(list(new Filter(null, "CANCELLED", null))).hasSize(1);
  }

  @Test
  void the_delivery_that_was_answered_by_gone_is_failed_and_the_others_are_cancelled() {
    relay(2);
    var running = claimOne();
    database.inTransaction(
        rows -> {
          rows.deliveries().cancel(workspace, endpoint.id());
          rows.deliveries().settle(List.of(attempt(running, 410, null)), STREAK);
          return null;
        });

    assertThat(card(running.id()).status()).isEqualTo("FAILED");
    assertThat(list(new Filter(null, "CANCELLED", null))).hasSize(1);
  }

  @Test
  void a_retry_by_hand_that_fails_starts_no_schedule() {
    relay(1);
    var due = claimOne();
    settle(attempt(due, 500, null));
    retry(due.id());

    var again = claimOne();
    assertThat(again.id()).isEqualTo(due.id());
    assertThat(again.retry()).isFalse();
    settle(attempt(again, 500, NOW.plusSeconds(5)));

    assertThat(card(due.id()).status()).isEqualTo("FAILED");
    assertThat(attempts(due.id())).extracting(AttemptCard::byHand).containsExactly(false, true);
  }

  @Test
  void a_success_may_be_sent_again_and_stays_one() {
    relay(1);
    var due = claimOne();
    settle(attempt(due, 200, null));
    retry(due.id());
    settle(attempt(claimOne(), 500, NOW.plusSeconds(5)));

    assertThat(card(due.id()).status()).isEqualTo("SUCCEEDED");
    assertThat(claim(Map.of(), NOW.plusSeconds(3600))).isEmpty();
  }

  @Test
  void a_sample_is_tried_once() {
    var sample = Envelope.sample(workspace, Ids.next(), NOW, endpoint.id());
    var id = Ids.next();
    database.inTransaction(
        rows -> {
          rows.deliveries()
              .addSample(
                  workspace, id, endpoint.id(), sample.id(), sample.type(), sample.json(), NOW);
          return null;
        });

    retry(id); // while it waits, and a single attempt it stays
    var due = claimOne();
    assertThat(due.sample()).isTrue();
    assertThat(due.body()).contains("\"sample\":true");
    settle(attempt(due, 500, NOW.plusSeconds(5)));
    assertThat(card(id).status()).isEqualTo("FAILED");
  }

  @Test
  void pages_go_from_new_to_old() {
    relay(5);

    var first =
        database.inTransaction(
            rows ->
                rows.deliveries().cards(workspace, new Filter(endpoint.id(), null, null), null, 3));
    var second =
        database.inTransaction(
            rows ->
                rows.deliveries()
                    .cards(workspace, new Filter(endpoint.id(), null, null), first.get(2).id(), 3));

    assertThat(first).hasSize(3);
    assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
  }

  @Test
  void what_is_answered_while_somebody_is_being_forgotten_is_not_kept() {
    relay(2);
    var first = claimOne();
    var second = claimOne();
    settle(attempt(first, 200, null));
    database.inTransaction(
        rows -> {
          rows.erasures().add(first.workspaceId(), List.of("zoe@example.com"), NOW);
          return null;
        });
    database.eraseSome(100, NOW);

    settle(attempt(second, 200, null));

    assertThat(database.values("select response_body from webhooks.delivery_attempt"))
        .containsExactlyInAnyOrder("body", "null");
    assertThat(database.values("select response_headers from webhooks.delivery_attempt"))
        .containsExactlyInAnyOrder("x: y\n", "null");
  }

  @Test
  void a_round_that_takes_only_a_few_takes_some_of_each_endpoint() {
    var other = open();
    relay(20);

    var claimed =
        database.inTransaction(
            rows -> rows.deliveries().claim(Map.of(), SLOTS, NOW, NOW.plus(LEASE), 8));

    assertThat(claimed).hasSize(8);
    assertThat(claimed).filteredOn(due -> due.endpointId().equals(other.id())).hasSize(4);
  }

  private Endpoint open() {
    var opened =
        Endpoint.open(
            Ids.next(),
            workspace,
            numbers.incrementAndGet(),
            new EndpointUrl("https://example.com/"),
            null,
            Endpoint.STANDARD,
            "{}",
            null,
            "sealed",
            NOW);
    return database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          rows.endpoints().add(opened);
          rows.endpoints().keepState(opened);
          rows.endpoints().subscribe(opened);
          return opened;
        });
  }

  private void relay(int facts) {
    relay(facts, NOW);
  }

  private void relay(int facts, Instant at) {
    var envelopes = new ArrayList<Envelope>();
    for (int i = 0; i < facts; i++) {
      envelopes.add(Envelope.of(new ContactUpdated(Ids.next(), workspace, NOW, Ids.next())));
    }
    database.inTransaction(
        rows -> {
          rows.events().add(envelopes);
          return rows.events().relay(1000, at);
        });
  }

  private static List<DueDelivery> claim(Map<UUID, UnderWay> underWay, Instant now) {
    return database.inTransaction(
        rows -> rows.deliveries().claim(underWay, SLOTS, now, now.plus(LEASE), 500));
  }

  private static DueDelivery claimOne() {
    return database
        .inTransaction(rows -> rows.deliveries().claim(Map.of(), SLOTS, NOW, NOW.plus(LEASE), 1))
        .get(0);
  }

  private static void giveBack(DueDelivery claimed) {
    giveBack(claimed, NOW);
  }

  private static void giveBack(DueDelivery claimed, Instant at) {
    database.inTransaction(
        rows -> {
          rows.deliveries().giveBack(List.of(claimed), at);
          return null;
        });
  }

  private static boolean standing(DueDelivery due) {
    return database
        .inTransaction(rows -> rows.deliveries().standing(List.of(due)))
        .contains(due.id());
  }

  private static void fail(List<DueDelivery> due, Instant now) {
    settle(due.stream().map(d -> attempt(d, 500, now.plusSeconds(5))).toArray(Attempt[]::new));
  }

  private static Attempt attempt(DueDelivery due, int status, @Nullable Instant nextAt) {
    return new Attempt(due, NOW, 12, status, null, "x: y\n", "body", nextAt);
  }

  private static void settle(Attempt... attempts) {
    database.inTransaction(
        rows -> {
          rows.deliveries().settle(List.of(attempts), STREAK);
          return null;
        });
  }

  private void retry(UUID id) {
    database.inTransaction(
        rows -> {
          rows.deliveries().retry(workspace, id, NOW);
          return null;
        });
  }

  private DeliveryCard card(UUID id) {
    return database.inTransaction(rows -> rows.deliveries().card(workspace, id)).orElseThrow();
  }

  private List<AttemptCard> attempts(UUID id) {
    return database.inTransaction(rows -> rows.deliveries().attempts(workspace, id));
  }

  private List<DeliveryCard> list(Filter filter) {
    return database.inTransaction(rows -> rows.deliveries().cards(workspace, filter, null, 50));
  }
}
