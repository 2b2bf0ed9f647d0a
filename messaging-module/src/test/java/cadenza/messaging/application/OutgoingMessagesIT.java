package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.SendResult;
import cadenza.messaging.domain.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** From an order to the message in its thread, and the ones that are found again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutgoingMessagesIT extends OutgoingStage {
  @Test
  void its_id_has_the_account_s_domain_in_lower_case_as_a_server_may_write_it() {
    database.execute("update messaging.sender_account set address = 'Ann@Example.COM'");
    var order = order(null, 1, null);
    queue(order);

    assertThat(rfcId(order.messageId())).endsWith("@example.com>");
  }

  @Test
  void a_repeated_order_changes_nothing() {
    var order = order(Ids.next(), 1, null);

    queue(order);
    queue(order, order(order.enrollmentId(), 1, null));

    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("1");
    assertThat(database.value("select count(*) from messaging.message_content")).isEqualTo("1");
    assertThat(database.value("select count(*) from messaging.thread")).isEqualTo("1");
    assertThat(queued.all()).hasSize(1);
  }

  @Test
  void a_cancelled_message_makes_room_for_another_of_the_same_step() {
    var first = order(Ids.next(), 1, null);
    queue(first);
    withdraw(first.enrollmentId());

    queue(order(first.enrollmentId(), 1, null));

    assertThat(
            database.value("select string_agg(status, ',' order by status) from messaging.message"))
        .isEqualTo("CANCELLED,QUEUED");
  }

  @Test
  void a_message_id_is_made_of_the_senders_domain() {
    queue(order(Ids.next(), 1, null));

    assertThat(database.value("select rfc_message_id from messaging.message_content"))
        .matches("<[0-9a-v]{26}@example\\.com>");
  }

  @Test
  void a_follow_up_answers_the_step_before_it_under_the_same_subject() {
    var first = order(Ids.next(), 1, null);
    queue(first);
    settle(new SendResult.Accepted(), begin(first));
    var thread = UUID.fromString(database.value("select id from messaging.thread"));
    var second = order(first.enrollmentId(), 2, thread);
    queue(second);

    var begun = begin(second).get(0);

    assertThat(begun.subject()).isEqualTo("Re: Hello");
    assertThat(begun.threadId()).isEqualTo(thread);
    assertThat(begun.inReplyTo()).isEqualTo(rfcId(first.messageId())).isEqualTo(begun.references());
    settle(new SendResult.Accepted(), List.of(begun));
    var third = order(first.enrollmentId(), 3, thread);
    queue(third);
    assertThat(begin(third).get(0).references())
        .isEqualTo(rfcId(first.messageId()) + " " + rfcId(second.messageId()));
    assertThat(database.value("select count(*) from messaging.thread")).isEqualTo("1");
  }

  @Test
  void a_follow_up_answers_the_contacts_message_where_there_is_one() {
    var first = order(Ids.next(), 1, null);
    queue(first);
    settle(new SendResult.Accepted(), begin(first));
    var thread = UUID.fromString(database.value("select id from messaging.thread"));
    inbound(thread, "REPLY", "<reply@elsewhere>");
    inbound(thread, "AUTO_REPLY", "<vacation@elsewhere>");
    var second = order(first.enrollmentId(), 2, thread);
    queue(second);

    assertThat(begin(second).get(0).inReplyTo()).isEqualTo("<reply@elsewhere>");
  }

  @Test
  void an_order_that_no_message_comes_of_fails_where_it_is_given() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    withdraw(order.enrollmentId());

    assertThatThrownBy(() -> queue(order)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothing_begins_from_a_paused_account() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    database.execute("update messaging.sender_account set status = 'PAUSED'");

    assertThat(begin(order)).isEmpty();
    assertThat(status(order)).isEqualTo("QUEUED");
  }

  @Test
  void nothing_begins_that_was_withdrawn() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    withdraw(order.enrollmentId());

    assertThat(begin(order)).isEmpty();
    assertThat(status(order)).isEqualTo("CANCELLED");
  }

  @Test
  void what_was_put_off_waits_for_its_next_attempt() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    settle(new SendResult.TryLater("451 4.7.1 greylisted"), begin(order));

    assertThat(status(order)).isEqualTo("QUEUED");
    assertThat(begin(order)).isEmpty();
    assertThat(
            database.value(
                "select next_attempt_at >= created_at + interval '4 minutes 59 seconds'"
                    + " and attempts = 1 from messaging.message"))
        .isEqualTo("true");
  }

  @Test
  void a_lost_wake_up_is_found_again() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    assertThat(stranded()).isEmpty();
    database.execute("update messaging.message set created_at = now() - interval '11 minutes'");
    assertThat(stranded()).containsExactly(order.messageId());
  }

  @Test
  void what_one_account_has_waiting_keeps_nobody_elses_retries_from_being_found() {
    var others = Ids.next();
    database.account(workspace, others, "");
    for (int i = 0; i < 20; i++) {
      queue(order(Ids.next(), 1, null));
    }
    database.execute(
        "update messaging.message set created_at = now() - interval '1 day',"
            + " due_at = now() - interval '1 day'");
    var retry = orderOf(others);
    queue(retry);
    database.execute(
        "update messaging.message set next_attempt_at = now() where sender_account_id = '"
            + others
            + "'");

    assertThat(stranded()).hasSize(11).contains(retry.messageId());
    supplied.add(account);
    assertThat(stranded()).containsExactly(retry.messageId());
  }

  @Test
  void a_captured_message_that_must_wait_is_not_begun_over_and_over() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    database.execute("update messaging.message set test = true");
    database.execute("update messaging.sender_account set sandbox = true");
    var now = clocks.real();
    var begun = beginCaptured(now);
    var later = now.plusSeconds(60);
    database.inTransaction(
        work ->
            work.begun()
                .settle(
                    List.of(
                        new Settlement(
                            begun.get(0),
                            MessageStatus.QUEUED,
                            now,
                            later,
                            "minimum_gap",
                            false))));

    assertThat(beginCaptured(now)).isEmpty();
    Optional<Instant> next =
        database.inTransaction(work -> work.begun().nextCaptured(workspace, now));
    assertThat(next).contains(later);
    assertThat(beginCaptured(later)).hasSize(1);
  }
}
