package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.SenderCapacity.Grant;
import cadenza.messaging.api.SenderCapacity.Want;
import cadenza.messaging.api.SentMail.Sent;
import cadenza.messaging.domain.SendResult;
import cadenza.messaging.domain.SentMessages_;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a workspace may send in a day, from all of its accounts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspacePaceIT extends PaceStage {
  @Test
  void all_accounts_of_a_workspace_together_keep_its_limit_however_many_ask() throws Exception {
    var accounts = new ArrayList<UUID>(List.of(account));
    for (int i = 0; i < 5; i++) {
      accounts.add(Ids.next());
      database.account(workspace, accounts.get(i + 1), "");
    }
    decide(50, null, null);

    assertThat(grantedByEight(accounts)).isEqualTo(50);

    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("50");
    assertThat(look().refusal()).isEqualTo("workspace_limit");
  }

  @Test
  void another_workspace_is_not_held_back() {
    var other = Ids.next();
    var theirs = Ids.next();
    database.account(other, theirs, "");
    decide(0, 1, null);

    var grants = reserve(List.of(new Want(account, 3), new Want(theirs, 3)));

    assertThat(grants).extracting(Grant::granted).containsExactlyInAnyOrder(0, 3);
    assertThat(look().nextAt()).isNull();
  }

  @Test
  void what_is_sent_or_of_unknown_outcome_counts_and_what_failed_does_not() {
    decide(2, null, null);
    var sent = order("bo@a.example");
    var lost = order("bo@b.example");
    queue(sent, lost);
    settle(new SendResult.Accepted(), begin(sent));
    begin(lost);
    expire();
    assertThat(look().refusal()).isEqualTo("workspace_limit");

    database.execute("update messaging.message set status = 'FAILED' where status = 'UNKNOWN'");

    assertThat(look().granted()).isEqualTo(1);
  }

  @Test
  void a_spent_limit_names_the_time_when_the_oldest_send_is_a_day_old() {
    decide(1, null, null);
    var order = order("bo@a.example");
    queue(order);
    settle(new SendResult.Accepted(), begin(order));
    var accepted = Instant.parse("2026-03-01T12:00:00Z");
    accepted(order, accepted);

    var before = look(accepted.plus(Duration.ofHours(24)).minusMillis(1));
    assertThat(before.refusal()).isEqualTo("workspace_limit");
    assertThat(before.nextAt()).isEqualTo(accepted.plus(Duration.ofHours(24)));
    assertThat(look(accepted.plus(Duration.ofHours(24))).granted()).isEqualTo(1);
  }

  @Test
  void little_room_is_shared_out_among_those_who_ask() {
    var second = Ids.next();
    database.account(workspace, second, "");
    decide(5, null, null);

    var grants = reserve(List.of(new Want(account, 100), new Want(second, 1)));

    assertThat(grants).extracting(Grant::granted).containsExactlyInAnyOrder(4, 1);
  }

  @Test
  void what_was_sent_is_read_latest_first_in_pages() {
    var second = Ids.next();
    database.account(workspace, second, "");
    var orders = new ArrayList<SendMessage>();
    for (int i = 0; i < 5; i++) {
      orders.add(i % 2 == 0 ? order("bo@a.example") : orderOf(second));
      queue(orders.get(i));
      settle(new SendResult.Accepted(), begin(orders.get(i)));
      accepted(orders.get(i), Instant.parse("2026-03-01T12:00:00Z").plusSeconds(i / 2));
    }

    var read = new ArrayList<UUID>();
    Sent last = null;
    for (int page = 0; page < 3; page++) {
      var after = last;
      var some =
          database.inTransaction(
              work ->
                  new SentMessages_(work.session())
                      .latest(workspace, Instant.parse("2026-03-01T12:00:00Z"), after, 2));
      some.forEach(one -> read.add(one.messageId()));
      last = some.get(some.size() - 1);
    }

    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(orders.stream().map(SendMessage::messageId).toList());
    assertThat(read.get(0)).isEqualTo(orders.get(4).messageId());
    var some = List.of(orders.get(1).enrollmentId(), orders.get(2).enrollmentId());
    List<Sent> one =
        database.inTransaction(
            work ->
                new SentMessages_(work.session())
                    .latestOf(workspace, some, Instant.parse("2026-03-01T12:00:00Z"), 1));
    assertThat(one).extracting(Sent::messageId).containsExactly(orders.get(2).messageId());
  }

  @Test
  void limits_are_bounded() {
    assertThatThrownBy(() -> decide(-1, null, null)).hasMessageContaining("Between 0 and 100000");
    assertThatThrownBy(() -> decide(null, 0, null)).hasMessageContaining("Between 1 and 10000");
    assertThatThrownBy(() -> decide(null, null, 10_001)).hasMessageContaining("Between 1");
  }
}
