package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.TestDatabase;
import cadenza.webhooks.domain.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More waits for an endpoint that is given up than one transaction cancels. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MuchWaitsIT {
  private static final int GONE = 410;
  private static final int WAITING = 12_000;
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  UUID endpoint;
  DueDelivery underWay;
  Instant before;

  @BeforeEach
  void given_up() {
    endpoint = stage.open();
    before = stage.clocks.real();
    stage.happen(2);
    var claimed = stage.claim();
    underWay = claimed.get(1);
    database.execute(
        "insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type,"
            + " event_number, status, next_attempt_at, created_at)"
            + " select workspace_id, gen_random_uuid(), id, gen_random_uuid(), 'contact.updated',"
            + " 1, 'PENDING', created_at, created_at"
            + " from webhooks.endpoint, generate_series(1, "
            + WAITING
            + ") where id = '"
            + endpoint
            + "'");
    stage.settle(claimed.subList(0, 1), GONE);
    stage.giveUp();
  }

  @Test
  void it_is_disabled_and_told_of_before_all_of_that_is_cancelled() {
    assertThat(stage.card(endpoint).status()).isEqualTo("DISABLED");
    assertThat(stage.disabled.all()).extracting(EndpointDisabled::reason).containsExactly("gone");
    assertThat(many("PENDING")).isBetween(1L, (long) WAITING);
    assertThat(stage.claim()).isEmpty();
    assertThat(stands(underWay)).isFalse();
  }

  /** As after a crash: all that is known of it stands in the database. */
  @Test
  void what_is_left_is_cancelled_by_any_node() {
    cancelAll();

    assertThat(many("PENDING")).isZero();
    assertThat(many("CANCELLED")).isEqualTo(WAITING + 1);
    assertThat(many("FAILED")).isOne();
    stage.settle(List.of(underWay), 200);
    assertThat(many("SUCCEEDED")).as("it had left").isOne();
  }

  @Test
  void enabled_again_meanwhile_it_hears_of_what_happens_then_and_of_nothing_else() {
    stage.enable(endpoint);
    stage.happen(2);
    assertThat(stage.claim()).isEmpty();
    assertThat(stands(underWay)).isFalse();

    cancelAll();

    assertThat(stage.claim()).extracting(DueDelivery::endpointId).containsOnly(endpoint).hasSize(2);
    assertThat(many("PENDING")).isEqualTo(2);
    assertThat(many("CANCELLED")).isEqualTo(WAITING + 1);
  }

  @Test
  void enabled_and_switched_off_again_meanwhile_everything_is_cancelled() {
    stage.enable(endpoint);
    stage.happen(2);
    switchOff();
    stage.enable(endpoint);
    stage.happen(3);

    cancelAll();

    assertThat(stage.claim()).hasSize(3);
    assertThat(many("PENDING")).isEqualTo(3);
  }

  @Test
  void what_is_asked_for_again_meanwhile_is_not_cancelled_with_the_rest() {
    stage.enable(endpoint);
    assertThatThrownBy(
            () ->
                stage.with(
                    rows -> {
                      var again = new SendAgain();
                      again.endpoints = rows.endpoints();
                      again.deliveries = rows.deliveries();
                      again.clocks = stage.clocks;
                      return again.retry(stage.workspace, underWay.id());
                    }))
        .isInstanceOf(EndpointIsNotEnabled.class)
        .hasMessageContaining("being cancelled");
    var now = stage.clocks.real();
    stage.with(rows -> rows.resendings().addFailed(stage.workspace, endpoint, before, now));
    assertThat(nextResending()).isEmpty();

    cancelAll();

    assertThat(nextResending()).isPresent();
  }

  @Test
  void what_somebody_else_ends_meanwhile_is_not_taken_for_the_end() {
    try (var first = database.begun()) {
      first
          .createNativeQuery(
              "select 1 from webhooks.delivery where endpoint_id = :id and status = 'PENDING'"
                  + " order by lane, next_attempt_at limit 5000 for update",
              Integer.class)
          .setParameter("id", endpoint)
          .getResultList();
      var second = CompletableFuture.runAsync(this::cancelSome);
      while (!second.isDone() && !somebodyWaits()) {
        Thread.onSpinWait();
      }
      first
          .createNativeMutationQuery(
              "update webhooks.delivery set status = 'CANCELLED', next_attempt_at = null where id in"
                  + " (select id from webhooks.delivery where endpoint_id = :id"
                  + " and status = 'PENDING' order by lane, next_attempt_at limit 5000)")
          .setParameter("id", endpoint)
          .executeUpdate();
      first.getTransaction().commit();
      second.orTimeout(20, TimeUnit.SECONDS).join();
    }

    cancelAll();

    assertThat(many("PENDING")).isZero();
  }

  private static boolean somebodyWaits() {
    return database.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        > 0;
  }

  private void cancelAll() {
    while (nextCancelling().isPresent()) {
      cancelSome();
    }
  }

  private Optional<Turn> nextCancelling() {
    return stage.with(rows -> rows.deliveries().nextCancelling(List.of()));
  }

  private Optional<Turn> nextResending() {
    return stage.with(rows -> rows.resendings().next(stage.clocks.real(), List.of()));
  }

  private void cancelSome() {
    stage.with(
        rows -> {
          rows.deliveries().cancelSome(new Turn(stage.workspace, endpoint));
          return null;
        });
  }

  private void switchOff() {
    stage.with(
        rows -> {
          rows.endpoints().holdRelay(stage.workspace);
          var found = rows.endpoints().withId(stage.workspace, endpoint).orElseThrow();
          found.disable("by_hand");
          rows.endpoints().update(found);
          rows.endpoints().subscribe(found);
          rows.deliveries().cancel(stage.workspace, endpoint);
          return null;
        });
  }

  private boolean stands(DueDelivery delivery) {
    return stage
        .with(rows -> rows.deliveries().standing(List.of(delivery)))
        .contains(delivery.id());
  }

  private long many(String status) {
    return database.number(
        "select count(*) from webhooks.delivery where endpoint_id = ? and status = ?",
        endpoint,
        status);
  }
}
