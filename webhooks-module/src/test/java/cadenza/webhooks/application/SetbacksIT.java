package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.webhooks.api.DeliveryExhausted;
import cadenza.webhooks.api.DeliveryTroubled;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the workspace hears of deliveries that do not arrive. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SetbacksIT {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  UUID endpoint;

  @BeforeEach
  void one_endpoint() {
    endpoint = stage.open();
  }

  @Test
  void the_fourth_failure_of_a_delivery_is_told_once() {
    stage.happen(1);
    fail(3);
    assertThat(troubles()).isEmpty();

    fail(4);

    assertThat(troubles())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.endpointId()).isEqualTo(endpoint);
              assertThat(fact.toldEventType()).isEqualTo("contact.updated");
              assertThat(fact.attempts()).isEqualTo(4);
              assertThat(fact.responseStatus()).isEqualTo(503);
            });
    assertThat(ends()).isEmpty();
  }

  @Test
  void the_last_planned_failure_is_told_and_those_by_hand_are_not() {
    stage.happen(1);
    fail(1);
    var last = stage.claim();
    stage.settle(last, null, null);
    assertThat(ends())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.deliveryId()).isEqualTo(last.get(0).id());
              assertThat(fact.attempts()).isEqualTo(2);
              assertThat(fact.responseStatus()).isNull();
            });

    stage.with(
        rows -> {
          rows.deliveries().retry(stage.workspace, last.get(0).id(), stage.clocks.real());
          return null;
        });
    stage.settle(stage.claim(), 503);

    assertThat(ends()).hasSize(1);
  }

  @Test
  void an_answer_of_gone_is_told_as_the_end_of_the_endpoint_only() {
    stage.happen(1);
    stage.settle(stage.claim(), 410, null);
    stage.giveUp();

    assertThat(ends()).isEmpty();
    assertThat(stage.disabled.all()).hasSize(1);
  }

  @Test
  void what_tells_of_a_failure_and_fails_itself_is_not_told() {
    stage.happen(1);
    fail(4);
    var fact = troubles().get(0);
    stage.clocks.pass(Duration.ofSeconds(6));
    stage.settle(stage.claim(), 200);
    stage.with(
        rows -> {
          rows.events().add(List.of(Envelope.of(fact)));
          return rows.events().relay(100, stage.clocks.real());
        });

    fail(4);
    stage.clocks.pass(Duration.ofSeconds(6));
    stage.settle(stage.claim(), 503, null);

    assertThat(troubles()).containsExactly(fact);
    assertThat(ends()).isEmpty();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      stage.settle(stage.claim(), 503);
      stage.clocks.pass(Duration.ofSeconds(6));
    }
  }

  private List<DeliveryTroubled> troubles() {
    return stage.troubled.all().stream().flatMap(all -> all.deliveries().stream()).toList();
  }

  private List<DeliveryExhausted> ends() {
    return stage.exhausted.all().stream().flatMap(all -> all.deliveries().stream()).toList();
  }
}
