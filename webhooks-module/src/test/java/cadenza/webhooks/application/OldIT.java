package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.testing.RealTime;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import cadenza.webhooks.domain.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is deleted of the log and the deliveries, and what never is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OldIT {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);

  @BeforeEach
  void an_endpoint() {
    stage.open();
  }

  @Test
  void what_failed_can_be_seen_for_90_days() {
    stage.happen(3);
    stage.settle(stage.claim(), 500, null);
    age(Duration.ofDays(89));
    delete(Duration.ofDays(90), Duration.ZERO);
    assertThat(count("delivery")).isEqualTo(3);

    age(Duration.ofDays(91));
    delete(Duration.ofDays(90), Duration.ZERO);

    assertThat(count("delivery")).isZero();
    assertThat(count("delivery_attempt")).isZero();
    assertThat(count("event")).as("the log stays unless told otherwise").isEqualTo(3);
  }

  @Test
  void nobody_can_set_it_to_less_than_30_days() {
    stage.happen(1);
    stage.settle(stage.claim(), 500, null);
    age(Duration.ofDays(29));

    delete(Duration.ofDays(1), Duration.ofDays(1));

    assertThat(count("delivery")).isEqualTo(1);
    assertThat(count("event")).isEqualTo(1);
  }

  @Test
  void what_is_still_tried_stays() {
    stage.happen(2);
    age(Duration.ofDays(200));

    delete(Duration.ofDays(90), Duration.ZERO);

    assertThat(count("delivery")).isEqualTo(2);
  }

  @Test
  void a_former_secret_that_signs_no_more_is_gone() {
    database.execute(
        "insert into webhooks.former_secret"
            + " select workspace_id, id, webhooks.next_id(), 'sealed', now() + i * interval '1 hour'"
            + " from webhooks.endpoint, generate_series(-1, 1, 2) i");

    delete(Duration.ofDays(90), Duration.ZERO);

    assertThat(count("former_secret")).isEqualTo(1);
  }

  @Test
  void a_round_takes_so_many_and_says_that_there_are_more() {
    stage.happen(1_100);
    database.execute("update webhooks.delivery set status = 'FAILED', next_attempt_at = null");
    age(Duration.ofDays(91));

    assertThat(round(Duration.ofDays(90), Duration.ZERO)).isTrue();
    assertThat(count("delivery")).isEqualTo(100);
    assertThat(round(Duration.ofDays(90), Duration.ZERO)).isFalse();
    assertThat(count("delivery")).isZero();
  }

  @Test
  void numbers_are_never_given_again_and_the_log_is_read_on_behind_what_is_gone() {
    stage.happen(130);
    database.execute("update webhooks.delivery set status = 'SUCCEEDED', next_attempt_at = null");
    age(Duration.ofDays(400));
    delete(Duration.ofDays(90), Duration.ofDays(365));
    assertThat(count("event")).isZero();
    assertThat(count("event_batch")).isZero();

    stage.happen(2);

    var rest = stage.with(rows -> rows.events().after(stage.workspace, 0, Set.of(), 10));
    assertThat(rest.oldest()).isEqualTo(131);
    assertThat(rest.events()).extracting(LoggedEvent::sequence).containsExactly(131L, 132L);
    var behind = stage.with(rows -> rows.events().after(stage.workspace, 131, Set.of(), 10));
    assertThat(behind.events()).extracting(LoggedEvent::sequence).containsExactly(132L);
  }

  @Test
  void whoever_comes_for_what_is_gone_is_told_where_the_log_begins() {
    stage.happen(130);
    database.execute("update webhooks.delivery set status = 'SUCCEEDED', next_attempt_at = null");
    age(Duration.ofDays(400));
    delete(Duration.ofDays(90), Duration.ofDays(365));

    for (var types : List.of(Set.<String>of(), Set.of("contact.created"))) {
      var empty = stage.with(rows -> rows.events().after(stage.workspace, 5, types, 10));
      assertThat(empty.oldest()).isEqualTo(131);
      assertThat(empty.isGone(5)).isTrue();
      assertThat(empty.isGone(129)).isTrue();
      assertThat(empty.isGone(130)).isFalse();
      assertThat(empty.isGone(0)).isFalse();
    }
    stage.happen(1);
    assertThat(stage.with(rows -> rows.events().after(stage.workspace, 5, Set.of(), 10)).isGone(5))
        .isTrue();
  }

  @Test
  void what_a_format_has_still_to_tell_stays() {
    stage.happen(1);
    database.execute("update webhooks.delivery set status = 'SUCCEEDED', next_attempt_at = null");
    database.execute(
        "insert into webhooks.feed select workspace_id, 'sendpilot', 0 from webhooks.counter");
    age(Duration.ofDays(400));

    delete(Duration.ofDays(90), Duration.ofDays(365));

    assertThat(count("event")).isEqualTo(1);
  }

  /** All that there is was made so long ago. */
  private static void age(Duration time) {
    var then = "now() - interval '" + time.toSeconds() + " seconds'";
    database.execute("update webhooks.event_batch set relayed_at = " + then);
    database.execute(
        "update webhooks.delivery set created_at = "
            + then
            + ", id = ('00' || substr(id::text, 3))::uuid");
    database.execute(
        "update webhooks.delivery_attempt set delivery_id ="
            + " ('00' || substr(delivery_id::text, 3))::uuid");
  }

  private void delete(Duration keepDeliveries, Duration keepEvents) {
    boolean more;
    do {
      more = round(keepDeliveries, keepEvents);
    } while (more);
  }

  private boolean round(Duration keepDeliveries, Duration keepEvents) {
    return stage.with(
        rows -> {
          var old = new DeleteOld();
          old.retention = rows.retention();
          old.clocks = new RealTime();
          old.keepDeliveries = keepDeliveries;
          old.keepEvents = keepEvents;
          return old.round();
        });
  }

  private static long count(String table) {
    return database.number("select count(*) from webhooks." + table);
  }
}
