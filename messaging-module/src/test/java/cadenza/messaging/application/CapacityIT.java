package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.domain.Capacity;
import cadenza.messaging.domain.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How much an account may still send, however many ask. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CapacityIT extends OutgoingStage {
  @Test
  void an_account_without_limits_takes_on_no_more_than_can_wait() {
    database.execute(
        "insert into messaging.message (id, workspace_id, sender_account_id, direction, status,"
            + " enrollment_id, step_number, occurrence, due_at, created_at)"
            + " select gen_random_uuid(), '%s', '%s', 'OUTBOUND', 'QUEUED',"
                .formatted(workspace, account)
            + " gen_random_uuid(), 1, 1, now(), now() from generate_series(1, 1990)");

    assertThat(capacity().grant(500, clocks.real()).granted()).isEqualTo(10);
    assertThat(capacity().grant(500, clocks.real()).refusal()).isEqualTo("queue_full");
    assertThat(capacity().grant(10, clocks.real()).refusal()).isNull();
  }

  @Test
  void an_account_with_a_gap_sends_one_at_a_time() {
    database.execute("update messaging.sender_account set minimum_gap_millis = 3600000");
    var first = order(Ids.next(), 1, null);
    queue(first);
    assertThat(gapIsOver(first.messageId())).isTrue();
    settle(new SendResult.Accepted(), begin(first));

    assertThat(gapIsOver(Ids.next())).isFalse();
  }

  @Test
  void a_daily_limit_holds_however_many_ask_at_once() throws Exception {
    database.execute("update messaging.sender_account set daily_limit = 50");
    var threads = Executors.newFixedThreadPool(8);
    try {
      var asking = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 64; i++) {
        asking.add(this::reserveAndQueueThree);
      }
      int granted = 0;
      for (var answer : threads.invokeAll(asking)) {
        granted += answer.get();
      }
      for (int more = 1; more > 0; granted += more) {
        more = reserveAndQueueThree();
      }
      assertThat(granted).isEqualTo(50);
    } finally {
      threads.shutdown();
    }
    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("50");
  }

  @Test
  void a_daily_limit_that_rises_is_what_it_has_risen_to() {
    database.execute(
        "update messaging.sender_account set daily_limit = 50, ramp_start = 3, ramp_increase = 4,"
            + " ramp_every_days = 1, ramp_since = now() - interval '25 hours'");

    assertThat(capacity().grant(500, clocks.real()).granted()).isEqualTo(7);
    assertThat(capacity().grant(500, clocks.real().plus(Duration.ofDays(1))).refusal())
        .isEqualTo("daily_limit");
  }

  @Test
  void a_released_reservation_is_free_again() {
    database.execute("update messaging.sender_account set daily_limit = 1");
    var order = order(Ids.next(), 1, null);
    queue(order);
    assertThat(capacity().grant(1, clocks.real()).refusal()).isEqualTo("daily_limit");

    withdraw(order.enrollmentId());

    assertThat(capacity().grant(1, clocks.real()).granted()).isEqualTo(1);
  }

  private int reserveAndQueueThree() {
    return database.inTransaction(
        work -> {
          var free = work.accounts().lockForReserve(List.of(account), clocks.real());
          if (free.isEmpty()) {
            return 0;
          }
          int granted = free.get(0).grant(3, clocks.real()).granted();
          var orders = new ArrayList<SendMessage>();
          for (int i = 0; i < granted; i++) {
            orders.add(order(Ids.next(), 1, null));
          }
          queueMessages(work).queue(orders);
          return granted;
        });
  }

  private Capacity capacity() {
    return database
        .inTransaction(work -> work.accounts().look(workspace, account, clocks.real()))
        .get(0);
  }

  private boolean gapIsOver(UUID asking) {
    return database.inTransaction(
        work -> work.begun().gapIsOver(account, List.of(asking), clocks.real()));
  }
}
