package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.messaging.api.ReturnedMessage;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import jakarta.enterprise.event.Shutdown;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of a message from its wake-up to its end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SendingIT extends SendingStage {
  @Test
  void everything_is_sent_once_and_recorded() {
    var accounts = accounts(20);
    var orders = queue(accounts, 100);

    wake(orders);

    await(() -> sentIds().size() == 2000 && "2000".equals(count("SENT")));
    assertThat(provider.taken).hasSize(2000).doesNotHaveDuplicates();
    assertThat(provider.mostInHand.get()).isLessThanOrEqualTo(40);
    assertThat(rounds.get()).as("commits are shared").isLessThan(1500);
  }

  @Test
  void a_wake_up_that_comes_twice_sends_once() {
    var orders = queue(accounts(3), 20);

    wake(orders);
    wake(orders);
    await(() -> sentIds().size() == 60);
    wake(orders);

    await(() -> lanes.waiting() == 0 && lanes.inFlight() == 0);
    assertThat(provider.taken).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void a_suppressed_address_goes_back_unsent() {
    suppressed.add("bo@example.com");
    var orders = queue(accounts(1), 3);

    wake(orders);

    await(() -> "3".equals(count("CANCELLED")));
    assertThat(provider.taken).isEmpty();
    assertThat(returned.all().get(0).messages().get(0).reason()).isEqualTo("suppressed");
  }

  @Test
  void a_refused_account_stops_and_keeps_its_messages() {
    var orders = queue(accounts(1), 20);
    provider.script =
        message ->
            new Attempt(
                new SendResult.PutBack("535 5.7.8 no", clocks.real()),
                new AccountNews.Troubled("535 5.7.8 no"));

    wake(orders);

    await(
        () ->
            "TROUBLED".equals(database.value("select status from messaging.sender_account"))
                && lanes.inFlight() == 0
                && lanes.waiting() == 0);
    assertThat(count("QUEUED")).isEqualTo("20");
    assertThat(database.value("select sum(attempts) from messaging.message")).isEqualTo("0");
    assertThat(troubled.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.reason()).isEqualTo("535 5.7.8 no"));
  }

  @Test
  void at_a_stop_what_was_not_said_yet_waits_in_the_database() {
    var orders = queue(accounts(2), 200);
    provider.script =
        message -> {
          awaitQuietly(new CountDownLatch(1), 5);
          return Attempt.of(new SendResult.Accepted());
        };
    wake(orders);
    await(() -> provider.taken.size() > 10);

    lanes.stop(new Shutdown());

    assertThat(count("SENDING")).isEqualTo("0");
    assertThat(Integer.parseInt(count("SENT"))).isEqualTo(provider.taken.size());
    assertThat(Integer.parseInt(count("QUEUED"))).isEqualTo(400 - provider.taken.size());
  }

  @Test
  void the_providers_name_of_a_message_is_remembered() {
    var orders = queue(accounts(1), 1);
    provider.script = message -> Attempt.of(new SendResult.Accepted("0102018f-3c-000000"));

    wake(orders);

    await(() -> "1".equals(count("SENT")));
    assertThat(database.value("select provider_id from messaging.provider_message_id"))
        .isEqualTo("0102018f-3c-000000");
  }

  @Test
  void what_was_stopped_on_the_wire_and_put_off_goes_back_and_its_enrollment_hears_of_it() {
    var orders = queue(accounts(1), 1);
    provider.script =
        message -> {
          stop(orders.get(0));
          return Attempt.of(new SendResult.TryLater("451 4.7.1 greylisted"));
        };

    wake(orders);

    await(() -> "1".equals(count("CANCELLED")));
    await(() -> !returned.all().isEmpty());
    assertThat(returned.all().get(0).messages())
        .extracting(ReturnedMessage::messageId)
        .containsExactly(orders.get(0).messageId());
  }

  @Test
  void a_stopped_message_of_unknown_outcome_is_not_sent_again() {
    var order = queue(accounts(1), 1).get(0);
    database.execute("update messaging.message set status = 'SENDING'");
    stop(order);
    database.execute("update messaging.message set status = 'UNKNOWN', begun_at = now()");

    assertThatThrownBy(() -> resolve(order, "resend"))
        .isInstanceOf(ResolveUnknown.MessageStopped.class);
    assertThat(count("UNKNOWN")).isEqualTo("1");
  }

  @Test
  void nothing_begins_its_data_behind_the_end_of_its_window() {
    closing = clocks.real().plusMillis(1500);
    var orders = queue(accounts(1), 1);
    provider.patience = () -> awaitQuietly(new CountDownLatch(1), 2000);

    wake(orders);

    await(() -> "1".equals(count("CANCELLED")));
    assertThat(provider.taken).isEmpty();
    await(() -> !returned.all().isEmpty());
  }

  @Test
  void what_waited_for_more_than_a_week_goes_back_for_a_person_to_look_at() {
    var orders = queue(accounts(1), 2);
    database.execute(
        "update messaging.message set created_at = created_at - interval '7 days 1 minute'"
            + " where id = '"
            + orders.get(0).messageId()
            + "'");

    wake(orders);

    await(() -> "1".equals(count("CANCELLED")) && "1".equals(count("SENT")));
    await(() -> !returned.all().isEmpty());
    assertThat(returned.all().get(0).messages())
        .singleElement()
        .satisfies(one -> assertThat(one.isOverdue()).isTrue());
  }
}
