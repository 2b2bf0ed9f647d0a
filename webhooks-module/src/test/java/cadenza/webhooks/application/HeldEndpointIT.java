package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.PassingFailure;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.TestDatabase;
import cadenza.webhooks.domain.Turn;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody changes an endpoint, and takes long to commit it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeldEndpointIT {
  private static final int GONE = 410;
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  final DeliveringStage other = new DeliveringStage(database);
  UUID held;
  UUID free;

  @BeforeEach
  void two_endpoints() {
    held = stage.open();
    free = other.open();
    stage.happen(2);
    other.happen(2);
  }

  @Test
  void while_it_is_switched_off_the_answers_of_others_are_put_on_record() {
    var claimed = stage.claim();
    try (var change = database.begun()) {
      change
          .createNativeMutationQuery(
              "update webhooks.delivery set status = 'CANCELLED', next_attempt_at = null"
                  + " where endpoint_id = :id and status = 'PENDING'")
          .setParameter("id", held)
          .executeUpdate();

      assertThat(settled(claimed, 500)).isEqualTo(ids(claimed, held));
      assertThat(statuses(free)).containsOnly("PENDING");
      assertThat(attempts()).isEqualTo(2);
      change.getTransaction().commit();
    }

    assertThat(settled(of(claimed, held), 200)).isEmpty();
    assertThat(statuses(held)).containsOnly("SUCCEEDED");
    assertThat(attempts()).isEqualTo(4);
  }

  @Test
  void while_it_is_switched_on_its_failures_wait_and_are_counted() {
    var claimed = stage.claim();
    settled(of(claimed, held).subList(0, 1), 500);
    var later = of(claimed, held).get(1);
    try (var change = database.begun()) {
      change
          .createNativeMutationQuery(
              "update webhooks.endpoint_state set first_failed_at = null where endpoint_id = :id")
          .setParameter("id", held)
          .executeUpdate();

      assertThat(settled(List.of(later, of(claimed, free).get(0)), null))
          .containsExactly(later.id());
      assertThat(stage.claim()).as("it is claimed still").isEmpty();
      change.getTransaction().rollback();
    }

    assertThat(settled(List.of(later), null)).isEmpty();
    assertThat(
            database.number(
                "select unreachable from webhooks.endpoint_state where endpoint_id = ?", held))
        .isOne();
  }

  @Test
  void what_has_not_left_is_given_back_when_nobody_holds_it_any_more() {
    var claimed = stage.claim();
    try (var change = database.begun()) {
      change
          .createNativeQuery(
              "select id from webhooks.delivery where endpoint_id = :id for update", UUID.class)
          .setParameter("id", held)
          .getResultList();

      assertThat(givenBack(claimed)).containsExactlyInAnyOrderElementsOf(ids(claimed, held));
      change.getTransaction().rollback();
    }

    assertThat(givenBack(of(claimed, held))).isEmpty();
    assertThat(stage.claim()).hasSize(4);
  }

  @Test
  void one_that_says_that_it_is_gone_is_told_nothing_and_given_up_when_it_can_be() {
    var claimed = stage.claim();
    try (var change = database.begun()) {
      change
          .createNativeQuery(
              "select id from webhooks.endpoint where id = :id for update", UUID.class)
          .setParameter("id", held)
          .getResultList();
      assertThat(settled(claimed.subList(0, 1), GONE)).isEmpty();
      assertThat(settled(claimed.subList(1, 4), GONE)).isEmpty();
      stage.happen(1);
      assertThat(stage.claim()).isEmpty();

      var first = stage.nextFailing().orElseThrow();
      var second = stage.nextFailing(first).orElseThrow();
      assertThat(List.of(first.id(), second.id())).containsExactlyInAnyOrder(held, free);
      assertThatThrownBy(() -> inTime(() -> stage.giveUp(turn(stage, held))))
          .matches(PassingFailure::isBehind);
      inTime(() -> other.giveUp(turn(other, free)));
      assertThat(other.card(free).status()).isEqualTo("DISABLED");
      change.getTransaction().rollback();
    }

    stage.giveUp();

    assertThat(stage.card(held).statusReason()).isEqualTo("gone");
    assertThat(statuses(held)).containsExactlyInAnyOrder("FAILED", "FAILED", "CANCELLED");
    assertThat(stage.nextFailing()).isEmpty();
  }

  private static Turn turn(DeliveringStage stage, UUID endpoint) {
    return new Turn(stage.workspace, endpoint);
  }

  /** Those that are left. */
  private List<UUID> settled(List<DueDelivery> claimed, @Nullable Integer status) {
    return CompletableFuture.supplyAsync(() -> stage.settle(claimed, status))
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private List<UUID> givenBack(List<DueDelivery> claimed) {
    return CompletableFuture.supplyAsync(
            () -> stage.with(rows -> rows.deliveries().giveBack(claimed, stage.clocks.real())))
        .orTimeout(20, TimeUnit.SECONDS)
        .join()
        .stream()
        .toList();
  }

  private static void inTime(Runnable work) {
    CompletableFuture.runAsync(work).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static List<DueDelivery> of(List<DueDelivery> claimed, UUID endpoint) {
    return claimed.stream().filter(one -> one.endpointId().equals(endpoint)).toList();
  }

  private static List<UUID> ids(List<DueDelivery> claimed, UUID endpoint) {
    return of(claimed, endpoint).stream().map(DueDelivery::id).toList();
  }

  private static List<String> statuses(UUID endpoint) {
    return database.values(
        "select status from webhooks.delivery where endpoint_id = '" + endpoint + "'");
  }

  private static long attempts() {
    return database.number("select count(*) from webhooks.delivery_attempt");
  }
}
