package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages.Wanted;
import cadenza.messaging.domain.OutgoingMessages.Withdrawn;
import cadenza.messaging.domain.SendResult;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A message that was begun: its fence, its lease, and what a late answer still does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BegunMessagesIT extends OutgoingStage {
  @Test
  void a_begun_message_is_begun_once() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    assertThat(begin(order)).hasSize(1);
    assertThat(begin(order)).isEmpty();
  }

  @Test
  void a_begin_whose_answer_was_lost_can_be_repeated_by_its_owner() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());

    var first = begin(wanted).get(0);
    var again = begin(wanted).get(0);

    assertThat(again.fence()).isEqualTo(first.fence() + 1);
  }

  @Test
  void a_result_with_an_old_fence_is_refused() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());
    var stale = begin(wanted);
    begin(wanted);

    assertThat(settle(new SendResult.Accepted(), stale)).isEmpty();
    assertThat(status(order)).isEqualTo("SENDING");
  }

  @Test
  void a_begin_whose_answer_was_lost_can_be_repeated_behind_the_end_of_its_lease() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());
    begin(wanted);
    expire();

    assertThat(begin(wanted)).hasSize(1);
    assertThat(status(order)).isEqualTo("SENDING");
  }

  @Test
  void a_begin_whose_answer_was_lost_is_not_repeated_behind_a_stop() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());
    begin(wanted);

    withdraw(order.enrollmentId());

    assertThat(begin(wanted)).isEmpty();
  }

  @Test
  void a_lease_is_renewed_only_while_the_message_is_still_in_hand() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var begun = begin(order);

    assertThat(renew(begun)).containsExactly(order.messageId());
    expire();
    assertThat(renew(begun)).isEmpty();
  }

  @Test
  void what_was_answered_before_its_lease_ran_out_has_left() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    begin(order);
    var thread = UUID.fromString(database.value("select thread_id from messaging.message_content"));
    var reply = inbound(thread, "REPLY", "<reply@elsewhere>");
    database.execute(
        "insert into messaging.inbound_mail (message_id, workspace_id, sender_account_id, identity,"
            + " rfc_message_id, folder, history, matched_message_id, matched_by, other_sender)"
            + " values ('%s', '%s', '%s', 'one', '<reply@elsewhere>', 'INBOX', false, '%s',"
                .formatted(reply, workspace, account, order.messageId())
            + " 'header', false)");
    var other = order(Ids.next(), 1, null);
    queue(other);
    begin(other);
    expire();

    List<Withdrawn> answered =
        database.inTransaction(
            work -> work.messages().answered(List.of(order.messageId(), other.messageId())));

    assertThat(answered).extracting(Withdrawn::messageId).containsExactly(order.messageId());
  }

  @Test
  void a_late_result_still_settles_an_unknown_outcome() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var begun = begin(order);
    expire();
    assertThat(status(order)).isEqualTo("UNKNOWN");

    settle(new SendResult.Accepted(), begun);

    assertThat(status(order)).isEqualTo("SENT");
  }

  @Test
  void what_was_stopped_after_its_begin_is_never_tried_again() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var begun = begin(order);

    withdraw(order.enrollmentId());

    assertThat(stillBegun(begun.get(0))).isFalse();
    settle(new SendResult.TryLater("451 4.7.1 greylisted"), begun);
    assertThat(status(order)).isEqualTo("CANCELLED");
  }

  private boolean stillBegun(BegunMessage message) {
    return database.inTransaction(work -> work.begun().isStillBegun(message.id(), message.fence()));
  }

  private Set<UUID> renew(List<BegunMessage> inHand) {
    return database.inTransaction(work -> work.begun().renew(inHand, LEASE));
  }
}
