package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.api.RequestRate;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two nodes that settle at the same moment, where endpoints are given up: neither waits for the
 * other in a circle, which the database would end by breaking one of them off.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GivenUpAtOnceIT {
  private static final int GONE = 410;
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  final DeliveringStage other = new DeliveringStage(database);
  final ExecutorService nodes = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    nodes.shutdownNow();
  }

  /** Each has claimed one of each, and each is told by another one that it is gone. */
  @Test
  void two_nodes_give_up_an_endpoint_each_and_have_results_of_the_other() throws Exception {
    var mine = stage.open();
    var theirs = other.open();
    stage.happen(2);
    other.happen(2);
    var claimed = stage.claim();
    var both = new CyclicBarrier(2);
    stage.disabled.observedBy(any -> meet(both));
    other.disabled.observedBy(any -> meet(both));

    var one = settle(stage, first(claimed, mine), GONE, second(claimed, theirs), 200);
    var another = settle(other, first(claimed, theirs), GONE, second(claimed, mine), 200);

    one.get(30, TimeUnit.SECONDS);
    another.get(30, TimeUnit.SECONDS);
    assertThat(List.of(stage.card(mine), other.card(theirs)))
        .allMatch(card -> card.status().equals("DISABLED"));
    assertThat(statuses(mine)).containsExactlyInAnyOrder("FAILED", "SUCCEEDED");
    assertThat(statuses(theirs)).containsExactlyInAnyOrder("FAILED", "SUCCEEDED");
  }

  /** The other one has begun at the end that the first comes to last. */
  @Test
  void a_node_gives_up_two_endpoints_and_another_has_results_of_both() throws Exception {
    var early = stage.open();
    var late = stage.open();
    stage.happen(2);
    number(late, 1);
    number(early, 3);
    var claimed = stage.claim();
    var another = new CompletableFuture<Future<?>>();
    stage.disabled.observedBy(
        fact -> {
          if (fact.endpointId().equals(early)) {
            var begun = settle(other, second(claimed, late), 200, second(claimed, early), 200);
            awaitWaiting(1, begun);
            another.complete(begun);
          }
        });

    settle(stage, first(claimed, early), GONE, first(claimed, late), GONE)
        .get(30, TimeUnit.SECONDS);

    another.join().get(30, TimeUnit.SECONDS);
    assertThat(statuses(early)).containsExactlyInAnyOrder("FAILED", "SUCCEEDED");
    assertThat(statuses(late)).containsExactlyInAnyOrder("FAILED", "SUCCEEDED");
  }

  /** Both would make the row that says how the endpoint answers. */
  @Test
  void an_endpoint_is_switched_off_with_a_rate_while_it_fails() throws Exception {
    var endpoint = stage.open();
    stage.happen(1);
    var claimed = stage.claim();
    Future<?> switchingOff;
    Future<?> failing;
    try (var connection = database.connection();
        var hold = connection.createStatement()) {
      connection.setAutoCommit(false);
      hold.execute("select from webhooks.subscription for update");
      switchingOff = nodes.submit(() -> switchOff(endpoint, new RequestRate(5, 1)));
      awaitWaiting(1, switchingOff);
      failing = nodes.submit(() -> stage.settle(claimed, 500));
      awaitWaiting(2, failing);
      connection.commit();
    }

    switchingOff.get(30, TimeUnit.SECONDS);
    failing.get(30, TimeUnit.SECONDS);
    assertThat(stage.card(endpoint).status()).isEqualTo("DISABLED");
    assertThat(statuses(endpoint)).containsExactly("CANCELLED");
    assertThat(stage.claim()).isEmpty();
  }

  private EndpointCard switchOff(UUID endpoint, RequestRate rate) {
    return stage.with(
        rows -> {
          var store = new StoreEndpoint();
          store.endpoints = rows.endpoints();
          store.deliveries = rows.deliveries();
          store.formats = stage.formats();
          store.clocks = stage.clocks;
          var plan = new EndpointPlan(null, null, null, null, null, false, null, rate, null);
          return store.change(stage.workspace, endpoint, null, plan, null);
        });
  }

  private static void awaitWaiting(int many, Future<?> begun) {
    while (!begun.isDone() && waiting() < many) {
      Thread.onSpinWait();
    }
  }

  private static long waiting() {
    return database.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
  }

  private Future<?> settle(
      DeliveringStage node, DueDelivery one, int status, DueDelivery another, int otherStatus) {
    return nodes.submit(
        () -> node.settle(Map.of(one, status, another, otherStatus), node.clocks.real()));
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Their ids have the order in which they are locked. */
  private void number(UUID endpoint, int first) {
    database.execute(
        """
        update webhooks.delivery d set id = ('00000000-0000-7000-8000-00000000000' || n.n)::uuid
        from (select id, row_number() over (order by id) + %d - 1 as n
              from webhooks.delivery where endpoint_id = '%s') n
        where n.id = d.id
        """
            .formatted(first, endpoint));
  }

  private static DueDelivery first(List<DueDelivery> claimed, UUID endpoint) {
    return of(claimed, endpoint).get(0);
  }

  private static DueDelivery second(List<DueDelivery> claimed, UUID endpoint) {
    return of(claimed, endpoint).get(1);
  }

  private static List<DueDelivery> of(List<DueDelivery> claimed, UUID endpoint) {
    var of = claimed.stream().filter(one -> one.endpointId().equals(endpoint)).toList();
    assertThat(of).hasSize(2);
    return of;
  }

  private List<String> statuses(UUID endpoint) {
    return database.values(
        "select status from webhooks.delivery where endpoint_id = '" + endpoint + "'");
  }
}
