package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When an endpoint is given up, and what one costs that does not answer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailingEndpointIT {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  UUID endpoint;

  @BeforeEach
  void one_endpoint() {
    endpoint = stage.open();
  }

  @Test
  void five_days_without_any_success_disable_it_and_say_since_when() {
    var first = stage.clocks.real();
    failDaily(5);
    assertThat(stage.card(endpoint).status()).isEqualTo("ENABLED");
    assertThat(stage.card(endpoint).failingSince()).isEqualTo(first);

    stage.clocks.pass(Duration.ofDays(1));
    attempt(500);

    assertThat(stage.card(endpoint).status()).isEqualTo("DISABLED");
    assertThat(stage.card(endpoint).statusReason()).isEqualTo("failing");
    assertThat(stage.card(endpoint).failingSince()).isEqualTo(first);
    assertThat(stage.disabled.all())
        .singleElement()
        .extracting(EndpointDisabled::reason, EndpointDisabled::failingSince)
        .containsExactly("failing", first);
    stage.happen(1);
    assertThat(stage.claim()).isEmpty();
  }

  @Test
  void one_success_in_between_clears_it() {
    failDaily(5);
    attempt(200);
    assertThat(stage.card(endpoint).failingSince()).isNull();

    stage.clocks.pass(Duration.ofDays(1));
    attempt(500);

    assertThat(stage.card(endpoint).status()).isEqualTo("ENABLED");
    assertThat(stage.card(endpoint).failingSince()).isEqualTo(stage.clocks.real());
  }

  @Test
  void a_single_old_failure_does_not_count() {
    attempt(500);

    stage.clocks.pass(Duration.ofDays(6));
    attempt(500);

    assertThat(stage.card(endpoint).status()).isEqualTo("ENABLED");
    assertThat(stage.card(endpoint).failingSince()).isEqualTo(stage.clocks.real());
  }

  @Test
  void what_failed_while_a_clock_was_ahead_does_not_count() {
    attempt(500);
    stage.clocks.pass(Duration.ofDays(6));
    attempt(500);
    stage.clocks.pass(Duration.ofDays(-6).plusMinutes(1));

    attempt(500);

    assertThat(stage.card(endpoint).status()).isEqualTo("ENABLED");
    stage.clocks.pass(Duration.ofDays(1));
    failDaily(4);
    assertThat(stage.card(endpoint).status()).isEqualTo("ENABLED");
    stage.clocks.pass(Duration.ofDays(1));
    attempt(500);
    assertThat(stage.card(endpoint).status()).isEqualTo("DISABLED");
  }

  @Test
  void what_was_given_up_is_looked_for_no_more_and_shows_what_it_was_like() {
    var first = stage.clocks.real();
    failDaily(6);
    assertThat(followed()).isZero();
    assertThat(stage.card(endpoint).failingSince()).isEqualTo(first);

    stage.enable(endpoint);
    attempt(500);

    assertThat(followed()).isOne();
  }

  /** What the index is over. */
  private static long followed() {
    return database.number(
        "select count(*) from webhooks.endpoint_state"
            + " where not switched_off and (gone_at is not null or first_failed_at is not null)");
  }

  @Test
  void a_success_beside_the_failure_keeps_it() {
    failDaily(5);
    stage.clocks.pass(Duration.ofDays(1));
    stage.happen(2);
    var claimed = stage.claim();

    stage.settle(claimed.subList(0, 1), 200);
    stage.settle(claimed.subList(1, claimed.size()), 500);
    stage.giveUp();

    assertThat(stage.card(endpoint).status()).isEqualTo("ENABLED");
  }

  @Test
  void what_succeeds_leaves_no_trace() {
    attempt(200);

    assertThat(
            database.number(
                "select count(*) from webhooks.endpoint_state"
                    + " where xmin = (select xmin from webhooks.endpoint)"))
        .as("still as it was written with it")
        .isOne();
  }

  @Test
  void samples_say_nothing_about_it() {
    var id = UUID.randomUUID();
    stage.with(
        rows -> {
          rows.deliveries()
              .addSample(
                  stage.workspace,
                  id,
                  endpoint,
                  UUID.randomUUID(),
                  "endpoint.test",
                  "{}",
                  stage.clocks.real());
          return null;
        });

    stage.settle(stage.claim(), 500);

    assertThat(stage.card(endpoint).failingSince()).isNull();
  }

  @Test
  void whoever_does_not_answer_ten_times_gets_one_request_at_a_time() {
    stage.happen(30);
    stage.settle(stage.claim(), null);
    assertThat(stage.claim()).as("after eight").hasSize(8);
    stage.clocks.pass(DeliveringStage.LEASE);
    stage.settle(stage.claim(), null);

    var probe = stage.claim();
    assertThat(probe).as("after sixteen").hasSize(1);
    assertThat(stage.claim()).as("on any node while it is under way").isEmpty();
    stage.settle(probe, null);
    assertThat(stage.claim()).as("the next one").hasSize(1);
  }

  @Test
  void a_probe_that_is_answered_opens_all_slots_again() {
    stage.happen(30);
    stage.settle(stage.claim(), null);
    stage.settle(stage.claim(), null);

    stage.settle(stage.claim(), 500);

    assertThat(stage.claim()).hasSize(8);
  }

  @Test
  void a_sample_is_no_probe() {
    stage.happen(16);
    stage.settle(stage.claim(), null);
    stage.settle(stage.claim(), null);
    stage.with(
        rows -> {
          rows.deliveries()
              .addSample(
                  stage.workspace,
                  UUID.randomUUID(),
                  endpoint,
                  UUID.randomUUID(),
                  "endpoint.test",
                  "{}",
                  stage.clocks.real());
          return null;
        });
    assertThat(stage.claim()).singleElement().matches(DueDelivery::sample);

    stage.clocks.pass(Duration.ofSeconds(6));

    assertThat(stage.claim()).as("a retry").hasSize(1);
  }

  @Test
  void a_probe_whose_node_died_is_made_again_after_its_lease() {
    stage.happen(30);
    stage.settle(stage.claim(), null);
    stage.settle(stage.claim(), null);
    assertThat(stage.claim()).hasSize(1);

    stage.clocks.pass(DeliveringStage.LEASE.plusSeconds(1));

    assertThat(stage.claim()).hasSize(1);
  }

  @Test
  void an_endpoint_that_answers_has_all_its_slots_beside_one_that_does_not() {
    stage.happen(30);
    stage.settle(stage.claim(), null);
    stage.settle(stage.claim(), null);
    var other = stage.open();
    stage.happen(10);

    assertThat(stage.claim()).filteredOn(due -> due.endpointId().equals(other)).hasSize(8);
  }

  @Test
  void five_hundred_events_for_one_that_hangs_delay_nobody_elses_first_attempt() {
    stage.happen(500);
    var hanging = stage.claim();
    assertThat(hanging).hasSize(8);
    var busy = Map.of(endpoint, new UnderWay(8, 0, 0));
    var other = stage.open();
    stage.happen(8);

    assertThat(stage.claim(busy)).hasSize(8).allMatch(due -> due.endpointId().equals(other));
  }

  @Test
  void a_hundred_thousand_that_wait_in_one_workspace_delay_no_other() {
    database.execute(
        "insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type, status,"
            + " next_attempt_at, created_at) select workspace_id, gen_random_uuid(), id,"
            + " gen_random_uuid(), 'contact.updated', 'PENDING', created_at, created_at"
            + " from webhooks.endpoint, generate_series(1, 100000)");
    var other = new DeliveringStage(database);
    var theirs = other.open();
    other.happen(3);

    var began = System.nanoTime();
    var claimed = other.claim();

    assertThat(claimed).filteredOn(due -> due.endpointId().equals(theirs)).hasSize(3);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  private void failDaily(int days) {
    for (int day = 0; day < days; day++) {
      if (day > 0) {
        stage.clocks.pass(Duration.ofDays(1));
      }
      attempt(500);
    }
  }

  private void attempt(@Nullable Integer status) {
    stage.happen(1);
    stage.settle(stage.claim().stream().filter(this::isTheirs).toList(), status);
    stage.giveUp();
  }

  private boolean isTheirs(DueDelivery due) {
    return due.endpointId().equals(endpoint);
  }
}
