package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import cadenza.testing.Heard;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.api.DeliveryLog.Filter;
import cadenza.webhooks.api.ResendingCard;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.TestDatabase;
import cadenza.webhooks.domain.TestDatabase.Rows;
import cadenza.webhooks.domain.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Much is sent again because somebody asked for it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResendingIT {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  UUID endpoint;

  @BeforeEach
  void one_endpoint() {
    endpoint = stage.open();
  }

  @Test
  void all_that_failed_since_a_time_is_tried_once_more_by_hand() {
    stage.happen(3);
    exhaust();
    stage.clocks.pass(Duration.ofHours(1));
    var since = stage.clocks.real();
    stage.happen(4);
    var failed = exhaust();
    stage.clocks.pass(Duration.ofHours(1));

    recover(since);
    var again = stage.claim();

    assertThat(ids(again)).isEqualTo(ids(failed));
    assertThat(events(again)).isEqualTo(events(failed));
    stage.settle(again, 500);
    assertThat(cards("FAILED")).hasSize(7);
    stage.clocks.pass(Duration.ofDays(2));
    assertThat(stage.claim()).as("a failure by hand starts no schedule").isEmpty();
    var attempts =
        stage.with(rows -> rows.deliveries().attempts(stage.workspace, again.get(0).id()));
    assertThat(attempts).last().satisfies(attempt -> assertThat(attempt.byHand()).isTrue());
  }

  @Test
  void what_was_cancelled_when_it_was_switched_off_comes_back_too() {
    var since = stage.clocks.real();
    stage.happen(2);
    stage.with(
        rows -> {
          rows.deliveries().cancel(stage.workspace, endpoint);
          return null;
        });
    assertThat(stage.claim()).isEmpty();

    recover(since);

    assertThat(stage.claim()).hasSize(2);
  }

  /** It goes on as if nobody had switched anything off. */
  @Test
  void what_was_cancelled_on_its_way_comes_back_too_and_is_not_sent_beside_itself() {
    var since = stage.clocks.real();
    stage.happen(3);
    var sent = stage.claim();
    cancel();

    recover(since);
    again(sent.get(2).id());

    assertThat(stage.claim()).isEmpty();
    stage.settle(sent.subList(0, 1), 500);
    stage.settle(sent.subList(1, 2), 200);
    assertThat(cards("SUCCEEDED")).hasSize(1);
    stage.clocks.pass(Duration.ofSeconds(6));
    assertThat(ids(stage.claim())).containsExactly(sent.get(0).id());
    stage.clocks.pass(DeliveringStage.LEASE);
    assertThat(ids(stage.claim()))
        .as("and that of which nothing is known")
        .contains(sent.get(2).id());
  }

  @Test
  void one_that_was_cancelled_on_its_way_is_sent_again_by_hand() {
    stage.happen(1);
    var sent = stage.claim();
    cancel();

    again(sent.get(0).id());

    assertThat(stage.claim()).isEmpty();
    stage.clocks.pass(DeliveringStage.LEASE.plusSeconds(1));
    assertThat(ids(stage.claim())).isEqualTo(ids(sent));
  }

  /** The one waits until the other knows what becomes of the endpoint. */
  @Test
  void nothing_is_sent_again_behind_the_back_of_whoever_switches_it_off() throws Exception {
    stage.happen(1);
    var delivery = exhaust().get(0).id();
    var threads = Executors.newSingleThreadExecutor();
    try {
      var asked =
          stage.with(
              rows -> {
                switchedOff(rows);
                var other = threads.submit(() -> again(delivery));
                while (!other.isDone() && !somebodyWaits()) {
                  Thread.onSpinWait();
                }
                rows.deliveries().cancel(stage.workspace, endpoint);
                return other;
              });

      assertThatThrownBy(asked::get).hasCauseInstanceOf(EndpointIsNotEnabled.class);
      assertThat(cards("FAILED")).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean somebodyWaits() {
    return database.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        > 0;
  }

  private void cancel() {
    stage.with(
        rows -> {
          rows.deliveries().cancel(stage.workspace, endpoint);
          return null;
        });
  }

  private DeliveryCard again(UUID delivery) {
    return stage.with(
        rows -> {
          var again = new SendAgain();
          again.endpoints = rows.endpoints();
          again.deliveries = rows.deliveries();
          again.clocks = stage.clocks;
          again.deliveriesDue = new Heard<>();
          return again.retry(stage.workspace, delivery);
        });
  }

  @Test
  void what_succeeded_or_is_still_tried_is_not_recovered() {
    var since = stage.clocks.real();
    stage.happen(2);
    var claimed = stage.claim();
    stage.settle(claimed.subList(0, 1), 200);
    stage.settle(claimed.subList(1, 2), 500);

    recover(since);

    assertThat(stage.claim()).isEmpty();
    assertThat(cards("PENDING")).hasSize(1);
  }

  @Test
  void more_than_one_round_takes_them_oldest_first() {
    var since = stage.clocks.real();
    stage.happen(400);
    stage.happen(400);
    stage.happen(400);
    database.execute("update webhooks.delivery set status = 'FAILED', next_attempt_at = null");

    recover(since);

    assertThat(cards("FAILED")).isEmpty();
    var first = stage.claim();
    assertThat(first).hasSize(6).allMatch(DueDelivery::retry);
    var numbers = new ArrayList<Long>();
    for (var due : first) {
      numbers.add(
          database.number("select event_number from webhooks.delivery where id = ?", due.id()));
    }
    assertThat(numbers).allMatch(number -> number <= 400);
  }

  @Test
  void they_leave_slots_for_what_happens_now() {
    var since = stage.clocks.real();
    stage.happen(20);
    database.execute("update webhooks.delivery set status = 'FAILED', next_attempt_at = null");
    recover(since);
    stage.happen(5);

    assertThat(stage.claim()).filteredOn(due -> !due.retry()).hasSize(5);
  }

  @Test
  void fourteen_days_ago_is_the_earliest() {
    var now = stage.clocks.real();

    assertThatThrownBy(() -> recover(now.minus(Duration.ofDays(14)).minusMillis(1)))
        .isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> recover(now.plusSeconds(1))).isInstanceOf(InvalidField.class);
    recover(now.minus(Duration.ofDays(14)));
  }

  @Test
  void a_second_request_waits_for_the_end_of_the_first() {
    var now = stage.clocks.real();
    ask(now);

    assertThatThrownBy(() -> ask(now)).isInstanceOf(ResendingRuns.class);
    rounds();
    ask(now);
  }

  @Test
  void an_endpoint_that_is_switched_off_meanwhile_is_sent_nothing() {
    stage.happen(1);
    exhaust();
    ask(stage.clocks.real().minusSeconds(60));
    stage.with(
        rows -> {
          rows.endpoints().subscribe(switchedOff(rows));
          return null;
        });
    rounds();

    assertThat(cards("FAILED")).hasSize(1);
    assertThatThrownBy(() -> ask(stage.clocks.real())).isInstanceOf(EndpointIsNotEnabled.class);
  }

  @Test
  void a_range_of_the_log_is_told_again_and_for_the_first_time() {
    stage.happen(5);
    var told = stage.claim();
    stage.settle(told, 200);
    var late = stage.open();
    stage.happen(5);
    stage.settle(stage.claim(), 200);

    replayAfter(late, 2, 7L);
    var again = stage.claim();

    assertThat(again).hasSize(5).allMatch(due -> due.endpointId().equals(late));
    assertThat(again)
        .extracting(DueDelivery::body)
        .allMatch(body -> body.matches(".*\"sequence\":[34567]}"));
    stage.settle(again, 200);
    stage.clocks.pass(Duration.ofDays(2));
    assertThat(stage.claim()).isEmpty();
  }

  @Test
  void a_success_is_sent_again_under_the_same_id() {
    stage.happen(2);
    var told = stage.claim();
    stage.settle(told, 200);

    replayAfter(endpoint, 0, null);
    var again = stage.claim();

    assertThat(ids(again)).isEqualTo(ids(told));
    stage.settle(again, 500);
    assertThat(cards("SUCCEEDED")).as("what succeeded once stays so").hasSize(2);
  }

  @Test
  void what_is_tried_already_gets_no_second_schedule() {
    stage.happen(3);
    stage.settle(stage.claim(), 500);

    replayAfter(endpoint, 0, null);

    assertThat(stage.claim()).isEmpty();
    stage.clocks.pass(Duration.ofSeconds(6));
    assertThat(stage.claim()).hasSize(3);
  }

  @Test
  void a_range_is_found_by_the_time_it_was_told() {
    stage.happen(130);
    database.execute(
        "update webhooks.event_batch set relayed_at = timestamp with time zone '2026-01-01 00:00Z'"
            + " + last_number * interval '1 hour'");
    var epoch = Instant.parse("2026-01-01T00:00:00Z");

    var numbers =
        stage.with(
            rows ->
                List.of(
                    rows.resendings().numberBefore(stage.workspace, epoch),
                    rows.resendings().numberBefore(stage.workspace, epoch.plusSeconds(101 * 3600)),
                    rows.resendings().numberBefore(stage.workspace, epoch.plusSeconds(999_999))));

    assertThat(numbers).containsExactly(0L, 100L, 130L);
  }

  @Test
  void only_what_the_endpoint_listens_to_is_told_again() {
    stage.happen(2);
    database.execute(
        "update webhooks.endpoint set all_types = false, event_types = '{message.sent}'");
    stage.settle(stage.claim(), 200);

    replayAfter(endpoint, 0, null);

    assertThat(stage.claim()).isEmpty();
  }

  @Test
  void deliveries_are_found_by_the_time_they_were_made() {
    stage.happen(2);
    stage.clocks.pass(Duration.ofHours(1));
    var since = stage.clocks.real();
    stage.happen(3);
    stage.clocks.pass(Duration.ofHours(1));
    var until = stage.clocks.real();
    stage.happen(4);

    var found =
        stage.with(
            rows ->
                rows.deliveries()
                    .cards(
                        stage.workspace, new Filter(endpoint, null, null, since, until), null, 50));

    assertThat(found).hasSize(3);
  }

  @Test
  void it_shows_how_far_it_is() {
    stage.happen(400);
    stage.happen(400);
    database.execute("update webhooks.delivery set status = 'FAILED', next_attempt_at = null");
    var began = stage.clocks.real();
    ask(began.minusSeconds(60));
    assertThat(progress()).isEqualTo(progress("RUNNING", null, 0, 0, began, null));

    round();
    assertThat(progress()).isEqualTo(progress("RUNNING", 800L, 500, 500, began, null));
    rounds();

    var done = progress();
    assertThat(done)
        .isEqualTo(progress("DONE", 800L, 800, 800, began, done.finishedAt()))
        .extracting(ResendingCard::finishedAt)
        .isNotNull();
  }

  @Test
  void what_fails_while_it_runs_counts_too() {
    stage.happen(400);
    stage.happen(400);
    database.execute("update webhooks.delivery set status = 'FAILED', next_attempt_at = null");
    database.execute(
        "update webhooks.delivery set status = 'SUCCEEDED'"
            + " where id = (select id from webhooks.delivery order by id desc limit 1)");
    ask(stage.clocks.real().minusSeconds(60));
    round();
    assertThat(progress().total()).isEqualTo(799);

    database.execute("update webhooks.delivery set status = 'FAILED' where status = 'SUCCEEDED'");
    rounds();

    assertThat(progress())
        .returns("DONE", ResendingCard::status)
        .returns(800L, ResendingCard::total)
        .returns(800L, ResendingCard::processed);
  }

  @Test
  void a_second_is_refused_at_once_while_somebody_is_at_the_first() {
    stage.happen(1);
    exhaust();
    var since = stage.clocks.real().minusSeconds(60);
    ask(since);
    try (var round = database.begun()) {
      assertThat(
              round
                  .createNativeQuery("select id from webhooks.resending for update", UUID.class)
                  .getResultList())
          .isNotEmpty();

      var second = CompletableFuture.runAsync(() -> ask(since)).orTimeout(20, TimeUnit.SECONDS);

      assertThatThrownBy(second::join).hasRootCauseInstanceOf(ResendingRuns.class);
      round.getTransaction().rollback();
    }
  }

  /** Of the five, one is being tried still. */
  @Test
  void a_range_shows_what_it_has_made_due() {
    stage.happen(5);
    var claimed = stage.claim();
    stage.settle(claimed.subList(0, 4), 200);
    stage.settle(claimed.subList(4, 5), 500);

    replayAfter(endpoint, 0, null);

    assertThat(progress())
        .returns("DONE", ResendingCard::status)
        .returns(0L, ResendingCard::after)
        .returns(5L, ResendingCard::upTo)
        .returns(5L, ResendingCard::total)
        .returns(5L, ResendingCard::processed)
        .returns(4L, ResendingCard::queued);
  }

  @Test
  void one_that_ends_with_its_endpoint_is_cancelled_and_followed_by_another() {
    stage.happen(1);
    exhaust();
    ask(stage.clocks.real().minusSeconds(60));
    stage.with(
        rows -> {
          rows.endpoints().subscribe(switchedOff(rows));
          return null;
        });
    assertThat(progress())
        .returns("CANCELLED", ResendingCard::status)
        .doesNotReturn(null, ResendingCard::finishedAt);
    database.execute("update webhooks.endpoint set status = 'ENABLED'");

    recover(stage.clocks.real().minusSeconds(60));

    assertThat(progress())
        .returns("DONE", ResendingCard::status)
        .returns(1L, ResendingCard::queued);
    assertThat(stage.claim()).hasSize(1);
  }

  @Test
  void a_range_of_nothing_is_done_at_once_and_can_be_looked_up() {
    stage.happen(2);
    replayAfter(endpoint, 0, null);

    var answer =
        stage.with(rows -> resending(rows).replayAfter(stage.workspace, endpoint, 2, null));

    assertThat(answer)
        .returns("DONE", ResendingCard::status)
        .returns(2L, ResendingCard::after)
        .returns(0L, ResendingCard::total)
        .returns(stage.clocks.real(), ResendingCard::finishedAt);
    assertThat(progress()).isEqualTo(answer);
    assertThat(next()).isEmpty();
    replayAfter(endpoint, 1, null);
    assertThat(progress())
        .as("and is followed by another")
        .returns("DONE", ResendingCard::status)
        .returns(1L, ResendingCard::total);
  }

  @Test
  void one_whose_rounds_fail_keeps_no_other_from_its_turn() {
    var other = stage.open();
    stage.happen(1);
    stage.settle(stage.claim(), 200);
    stage.with(rows -> resending(rows).replayAfter(stage.workspace, endpoint, 0, null));
    stage.clocks.pass(Duration.ofMillis(1));
    stage.with(rows -> resending(rows).replayAfter(stage.workspace, other, 0, null));
    database.execute(
        "alter table webhooks.resending add constraint of_this_test"
            + " check (processed = 0 or endpoint_id <> '"
            + endpoint
            + "')");
    try {
      var failing = next().orElseThrow();
      assertThatThrownBy(() -> round(failing)).hasStackTraceContaining("of_this_test");
      round(next(failing).orElseThrow());
      assertThat(next(failing)).isEmpty();
    } finally {
      database.execute("alter table webhooks.resending drop constraint of_this_test");
    }

    assertThat(stage.claim()).singleElement().returns(other, DueDelivery::endpointId);
    assertThat(progress()).returns("RUNNING", ResendingCard::status);
    rounds();
    assertThat(progress()).returns("DONE", ResendingCard::status);
  }

  private ResendingCard progress() {
    return stage.with(rows -> rows.resendings().card(stage.workspace, endpoint)).orElseThrow();
  }

  private ResendingCard progress(
      String status,
      @Nullable Long total,
      long processed,
      long queued,
      Instant began,
      @Nullable Instant finished) {
    return new ResendingCard(
        endpoint,
        status,
        began.minusSeconds(60),
        null,
        null,
        total,
        processed,
        queued,
        began,
        finished);
  }

  /** The last attempt of everything that is due. */
  private Endpoint switchedOff(Rows rows) {
    rows.endpoints().holdRelay(stage.workspace);
    var off = rows.endpoints().withId(stage.workspace, endpoint).orElseThrow();
    off.disable("by_hand");
    rows.endpoints().update(off);
    return off;
  }

  private List<DueDelivery> exhaust() {
    var claimed = stage.claim();
    stage.settle(claimed, 500);
    database.execute(
        "update webhooks.delivery set status = 'FAILED', next_attempt_at = null"
            + " where status = 'PENDING'");
    return claimed;
  }

  private void recover(Instant since) {
    ask(since);
    rounds();
  }

  private void ask(Instant since) {
    stage.with(
        rows -> {
          resending(rows).recover(stage.workspace, endpoint, since);
          return null;
        });
  }

  private void replayAfter(UUID whose, long after, @Nullable Long upTo) {
    stage.with(rows -> resending(rows).replayAfter(stage.workspace, whose, after, upTo));
    rounds();
  }

  private void rounds() {
    while (round()) {
      stage.clocks.pass(Duration.ofMillis(1));
    }
  }

  private boolean round() {
    var next = next();
    next.ifPresent(this::round);
    return next.isPresent();
  }

  private Optional<Turn> next(Turn... resting) {
    return stage.with(rows -> resending(rows).next(List.of(resting)));
  }

  private void round(Turn turn) {
    stage.with(
        rows -> {
          resending(rows).round(turn);
          return null;
        });
  }

  private ResendDeliveries resending(TestDatabase.Rows rows) {
    var resend = new ResendDeliveries();
    resend.endpoints = rows.endpoints();
    resend.resendings = rows.resendings();
    resend.clocks = stage.clocks;
    return resend;
  }

  private List<DeliveryCard> cards(String status) {
    return stage.with(
        rows ->
            rows.deliveries()
                .cards(stage.workspace, new Filter(endpoint, status, null), null, 5_000));
  }

  private static Set<UUID> ids(List<DueDelivery> due) {
    var ids = new HashSet<UUID>();
    due.forEach(one -> ids.add(one.id()));
    return ids;
  }

  private static Set<UUID> events(List<DueDelivery> due) {
    var ids = new HashSet<UUID>();
    due.forEach(one -> ids.add(one.eventId()));
    return ids;
  }
}
