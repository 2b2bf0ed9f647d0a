package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.messaging.adapter.event.PaceParts;
import cadenza.messaging.api.SenderCapacity.Want;
import cadenza.messaging.domain.PaceBook_;
import cadenza.messaging.domain.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What may go to one recipient domain, from everybody in a workspace. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipientPaceIT extends PaceStage {
  @Test
  void one_domain_gets_no_more_than_its_limit_however_many_ask() throws Exception {
    decide(null, 7, null);
    var threads = Executors.newFixedThreadPool(8);
    try {
      var asking = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        asking.add(
            () -> queueWhatFits("a" + number + "@Big.example", "b" + number + "@big.example"));
      }
      int granted = 0;
      for (var answer : threads.invokeAll(asking)) {
        granted += answer.get();
      }
      assertThat(granted).isEqualTo(7);
    } finally {
      threads.shutdownNow();
    }
    assertThat(queueWhatFits("c@other.example")).isEqualTo(1);
  }

  @Test
  void a_limit_for_domains_is_about_the_messages_and_not_about_reservations() {
    decide(null, 1, null);
    var order = order("bo@big.example");
    assertThat(queueWhatFits(order)).isEmpty();
    assertThat(queueWhatFits("cy@big.example")).isZero();

    withdraw(order.enrollmentId());
    assertThat(free("big.example")).isTrue();

    var lost = order("di@big.example");
    queueWhatFits(lost);
    begin(lost);
    expire();
    assertThat(status(lost)).isEqualTo("UNKNOWN");
    assertThat(free("big.example")).isFalse();
  }

  @Test
  void the_domains_limit_counts_any_24_hours_by_the_time_of_acceptance() {
    decide(null, 1, null);
    var order = order("bo@big.example");
    queueWhatFits(order);
    settle(new SendResult.Accepted(), begin(order));
    var accepted = Instant.parse("2026-03-01T12:00:00.000001Z");
    accepted(order, accepted);

    assertThat(freeAt(accepted.plus(Duration.ofHours(24)).minusNanos(1000)))
        .isEqualTo(accepted.plus(Duration.ofHours(24)));
    assertThat(freeAt(accepted.plus(Duration.ofHours(24)))).isNull();
  }

  @Test
  void limits_that_come_later_count_what_was_sent_before_and_dissolve_the_lines() {
    var order = order("bo@BIG.example");
    queue(order);
    settle(new SendResult.Accepted(), begin(order));

    decide(null, 1, null);
    assertThat(queueWhatFits("cy@big.example")).isZero();
    decide(null, 2, null);

    assertThat(database.value("select count(*) from messaging.recipient_line")).isEqualTo("0");
    assertThat(queueWhatFits("cy@big.example")).isEqualTo(1);
    assertThat(queueWhatFits("di@big.example")).isZero();
    assertThat(changed.all()).hasSize(2);
  }

  @Test
  void without_a_limit_nothing_is_taken_down_and_what_counts_no_more_is_forgotten() {
    queueWhatFits("bo@big.example");
    assertThat(database.value("select count(*) from messaging.recipient_pace")).isEqualTo("0");

    decide(null, null, 5);
    var old = order("cy@big.example");
    var waiting = order("di@big.example");
    queueWhatFits(old);
    queueWhatFits(waiting);
    settle(new SendResult.Accepted(), begin(old));
    database.execute("update messaging.recipient_pace set reserved_at = now() - interval '2 days'");
    accepted(old, clocks.real().minus(Duration.ofDays(2)));

    int forgotten = database.inTransaction(work -> new PaceBook_(work.session()).forget(100));

    assertThat(forgotten).isEqualTo(1);
    assertThat(database.value("select count(*) from messaging.recipient_pace")).isEqualTo("2");
  }

  @Test
  void what_a_test_workspace_s_limits_count_no_more_by_its_own_time_is_forgotten_too() {
    decide(null, null, 5);
    var first = clocks.real().plus(Duration.ofDays(300));
    for (int day = 0; day < 4; day++) {
      var order = order("bo@big.example");
      queue(order);
      settle(new SendResult.Accepted(), begin(order));
      accepted(order, first.plus(Duration.ofDays(day)));
      database.execute(
          "insert into messaging.recipient_pace values ('%s', 'big.example', '%s', '%s', true)"
              .formatted(workspace, order.messageId(), first.plus(Duration.ofDays(day))));
    }

    int forgotten = database.inTransaction(work -> new PaceBook_(work.session()).forgetTests(100));

    assertThat(forgotten).isEqualTo(2);
  }

  @Test
  void a_limit_that_is_set_while_a_batch_is_queued_counts_the_batch() throws Exception {
    var threads = Executors.newSingleThreadExecutor();
    try {
      var order = order("bo@big.example");
      var deciding =
          database.inTransaction(
              work -> {
                var wants = List.of(new Want(account, 1));
                PaceParts.capacity(work.session()).reserve(wants, clocks.real());
                queueMessages(work).queue(List.of(order));
                var decided = threads.submit(() -> decide(null, 1, null));
                await().until(() -> decided.isDone() || somebodyWaits());
                return decided;
              });
      deciding.get();
    } finally {
      threads.shutdownNow();
    }

    assertThat(free("big.example")).isFalse();
  }
}
