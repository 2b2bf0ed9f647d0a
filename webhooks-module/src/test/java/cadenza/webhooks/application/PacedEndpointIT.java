package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.webhooks.api.RequestRate;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint that wants no more than so many requests in a time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PacedEndpointIT {
  static final Duration TICK = Duration.ofMillis(100);
  static final Slots MANY = new Slots(500, 400, 10);
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  UUID endpoint;

  @BeforeEach
  void one_endpoint() {
    endpoint = stage.open();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "10,1", "50,1", "30,60", "600,60"})
  void no_ten_seconds_see_more_than_a_tenth_too_many(int requests, int seconds) {
    limit(new RequestRate(requests, seconds));
    stage.happen(1_200);

    var perTick = new ArrayList<Integer>();
    for (int tick = 0; tick < 200; tick++) {
      perTick.add(round());
      stage.clocks.pass(TICK);
    }

    double wanted = 10.0 * requests / seconds;
    for (int first = 0; first + 100 <= perTick.size(); first++) {
      int within = perTick.subList(first, first + 100).stream().mapToInt(count -> count).sum();
      assertThat((double) within).isLessThanOrEqualTo(Math.max(wanted * 1.1, wanted + 1));
    }
    int all = perTick.stream().mapToInt(count -> count).sum();
    assertThat((double) all).isGreaterThanOrEqualTo(Math.floor(wanted * 2 * 0.9));
  }

  @Test
  void nothing_is_claimed_ahead_of_its_pace() {
    limit(new RequestRate(600, 1));
    stage.happen(40);

    assertThat(stage.claim(Map.of(endpoint, new UnderWay(0, 0, 24)))).hasSize(8);
  }

  @Test
  void what_has_to_wait_uses_no_attempt_and_fails_nowhere() {
    limit(new RequestRate(1, 1));
    stage.happen(5);

    for (int i = 0; i < 100; i++) {
      round();
      stage.clocks.pass(TICK);
    }

    assertThat(database.number("select count(*) from webhooks.delivery where status = 'SUCCEEDED'"))
        .isEqualTo(5);
    assertThat(database.number("select max(attempts) from webhooks.delivery")).isEqualTo(1);
  }

  @Test
  void a_retry_has_its_turn_though_there_is_always_more_news_than_may_be_told() {
    limit(new RequestRate(1, 1));
    stage.happen(1);
    stage.settle(stage.claim(), 500);

    for (int second = 0; second < 20; second++) {
      stage.happen(3);
      round();
      stage.clocks.pass(Duration.ofSeconds(1));
    }

    assertThat(database.number("select count(*) from webhooks.delivery where attempts = 2"))
        .isEqualTo(1);
  }

  @Test
  void two_nodes_keep_it_together() throws Exception {
    limit(new RequestRate(20, 1));
    stage.happen(200);
    var nodes = Executors.newFixedThreadPool(2);
    try {
      int sent = 0;
      for (int tick = 0; tick < 50; tick++) {
        var both = new ArrayList<Future<List<DueDelivery>>>();
        for (int node = 0; node < 2; node++) {
          both.add(nodes.submit(() -> stage.claim(Map.of(), MANY)));
        }
        for (var one : both) {
          sent += one.get().size();
        }
        stage.clocks.pass(TICK);
      }
      assertThat(sent).isBetween(90, 110);
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void another_endpoint_is_not_held_up_by_it() {
    limit(new RequestRate(1, 60));
    var other = stage.open();
    stage.happen(20);

    assertThat(stage.claim(Map.of(), MANY))
        .filteredOn(due -> due.endpointId().equals(other))
        .hasSize(20);
  }

  @Test
  void without_its_limit_all_slots_are_there_again() {
    limit(new RequestRate(1, 60));
    stage.happen(20);
    assertThat(stage.claim()).hasSize(1);

    limit(null);

    assertThat(stage.claim()).hasSize(8);
  }

  private int round() {
    var claimed = stage.claim(Map.of(), MANY);
    if (!claimed.isEmpty()) {
      stage.settle(claimed, 200);
    }
    return claimed.size();
  }

  private void limit(@Nullable RequestRate rate) {
    stage.with(
        rows -> {
          var limited = rows.endpoints().withId(stage.workspace, endpoint).orElseThrow();
          limited.limitTo(rate);
          rows.endpoints().update(limited);
          return null;
        });
  }
}
