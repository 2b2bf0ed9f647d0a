package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.RuleViolation;
import cadenza.messaging.api.SendMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A message of unknown outcome is sent again because somebody says so, within every limit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResendIT extends SendingStage {
  private UUID account;

  @BeforeEach
  void open_an_account() {
    account = accounts(1).get(0);
  }

  @Test
  void within_the_day_it_has_its_place_still() {
    var order = unknownFor("1 hour", 1).get(0);
    limit("daily_limit = 1, hourly_limit = 1");

    resolve(order, "resend");

    assertThat(count("QUEUED")).isEqualTo("1");
  }

  @Test
  void a_day_later_it_needs_room_in_its_account() {
    var order = unknownFor("25 hours", 1).get(0);
    sentNow();
    limit("daily_limit = 1");

    assertThatThrownBy(() -> resolve(order, "resend")).hasMessageContaining("as much as it may");

    assertThat(count("UNKNOWN")).isEqualTo("1");
    limit("daily_limit = 2");
    resolve(order, "resend");
    assertThat(count("QUEUED")).isEqualTo("1");
  }

  @Test
  void a_day_later_it_needs_room_in_its_workspace() {
    var order = unknownFor("25 hours", 1).get(0);
    sentNow();
    settings("daily_limit", 1);

    assertThatThrownBy(() -> resolve(order, "resend")).hasMessageContaining("The workspace");
  }

  @Test
  void a_day_later_it_needs_room_at_its_recipients_domain() {
    var orders = unknownFor("25 hours", 2);
    settings("recipient_domain_daily_limit", 1);

    resolve(orders.get(0), "resend");

    assertThatThrownBy(() -> resolve(orders.get(1), "resend")).hasMessageContaining("domain");
    assertThat(count("QUEUED")).isEqualTo("1");
  }

  @Test
  void a_day_later_it_needs_room_at_the_domain_of_each_copy() {
    var orders = unknownFor("25 hours", 3);
    goesTo(orders.get(0), "bo@big.example", "'cy@other.example'", "'dee@third.example'");
    goesTo(orders.get(1), "ed@fourth.example", "null", "'fay@third.example'");
    goesTo(orders.get(2), "ed@fourth.example", "'gus@fifth.example hal@fifth.example'", "null");
    settings("recipient_domain_daily_limit", 1);

    resolve(orders.get(0), "resend");

    assertThatThrownBy(() -> resolve(orders.get(1), "resend")).hasMessageContaining("domain");
    resolve(orders.get(2), "resend");
    assertThat(count("QUEUED")).isEqualTo("2");
    assertThat(
            database.values(
                "select domain from messaging.recipient_pace group by domain order by domain"))
        .containsExactly(
            "big.example", "fifth.example", "fourth.example", "other.example", "third.example");
  }

  private static void goesTo(SendMessage order, String to, String cc, String bcc) {
    database.execute(
        "update messaging.message_content set to_address = '%s', cc_addresses = %s,"
                .formatted(to, cc)
            + " bcc_addresses = %s where message_id = '%s'".formatted(bcc, order.messageId()));
  }

  @Test
  void of_many_at_once_only_so_many_go_as_there_is_room_for() throws Exception {
    var orders = unknownFor("25 hours", 8);
    limit("daily_limit = 3");

    var asking = new ArrayList<Callable<Boolean>>();
    for (var order : orders) {
      asking.add(() -> resent(order));
    }
    int resent = 0;
    for (var answer : threads.invokeAll(asking)) {
      resent += answer.get() ? 1 : 0;
    }

    assertThat(resent).isEqualTo(3);
    assertThat(count("QUEUED")).isEqualTo("3");
  }

  private boolean resent(SendMessage order) {
    try {
      resolve(order, "resend");
      return true;
    } catch (RuleViolation noRoom) {
      return false;
    }
  }

  private List<SendMessage> unknownFor(String time, int many) {
    var orders = queue(List.of(account), many);
    database.execute(
        "update messaging.message set status = 'UNKNOWN', begun_at = now() - interval '%s'"
            .formatted(time));
    return orders;
  }

  private void sentNow() {
    var order = queue(List.of(account), 1).get(0);
    database.execute(
        "update messaging.message set status = 'SENT', accepted_at = now() where id = '%s'"
            .formatted(order.messageId()));
  }

  private void limit(String limits) {
    database.execute("update messaging.sender_account set " + limits);
  }

  private void settings(String limit, int many) {
    database.execute(
        "insert into messaging.mail_settings (workspace_id, list_unsubscribe, "
            + limit
            + ", updated_at, version) values ('%s', true, %d, now(), 0)"
                .formatted(workspace, many));
  }
}
