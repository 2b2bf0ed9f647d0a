package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.FirstMailReceived;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.UnmatchedCard;
import cadenza.messaging.application.MatchUnmatched;
import cadenza.messaging.application.MatchUnmatched.Target;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mail of which nobody knows what it answers, and what somebody says of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class UnmatchedIT extends MailboxStage {
  private static final String STRANGER =
      "From: Avery <avery@private.example>\nSubject: Your offer\nMessage-ID: <s@private.example>\n\n"
          + "It is me,\n  writing from home.\n";

  private static final String BOUNCE =
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nSubject: Undelivered Mail\n"
          + "Message-ID: <b@mx.example.com>\n"
          + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
          + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
          + "Final-Recipient: rfc822; forwarded@elsewhere.example\nAction: failed\nStatus: 5.1.1\n"
          + "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n--b--\n";

  private List<UnmatchedCard> queue() {
    return stage.matching(one -> one.list(stage.workspace, null, null, 10)).results();
  }

  private void waiting(String mail) {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(mail);
    await().until(() -> queue().size() == 1);
  }

  private UnmatchedCard match(
      @Nullable UUID contact, @Nullable UUID enrollment, @Nullable UUID thread) {
    var id =
        UUID.fromString(
            stage.value("select message_id from messaging.inbound_mail where unmatched <> ''"));
    return stage.matching(
        one -> one.match(stage.workspace, id, null, new Target(contact, enrollment, thread)));
  }

  private static UUID thread() {
    return UUID.fromString(
        stage.value(
            "select thread_id from messaging.message_content"
                + " where rfc_message_id = '<step-1@cadenza.test>'"));
  }

  @Test
  void a_stranger_s_mail_waits_and_is_told_of_as_what_a_person_wrote() {
    waiting(STRANGER);

    assertThat(queue())
        .extracting(
            UnmatchedCard::fromAddress,
            UnmatchedCard::fromName,
            UnmatchedCard::subject,
            UnmatchedCard::snippet,
            UnmatchedCard::reason,
            UnmatchedCard::kind)
        .containsExactly(
            tuple(
                "avery@private.example",
                "Avery",
                "Your offer",
                "It is me, writing from home.",
                "names_nothing",
                "OTHER"));
    assertThat(stage.facts(FirstMailReceived.class))
        .extracting(FirstMailReceived::fromAddress)
        .containsExactly("avery@private.example");
    assertThat(
            stage.matching(one -> one.list(stage.workspace, UUID.randomUUID(), null, 10)).results())
        .isEmpty();
  }

  @Test
  void machines_lists_and_our_own_inboxes_neither_wait_nor_count_as_people() {
    stage.execute(
        "insert into messaging.sender_account (id, workspace_id, channel, address, display_name,"
            + " status, limit_since, created_at, updated_at) values (gen_random_uuid(), '%s',"
                .formatted(stage.workspace)
            + " 'EMAIL', 'Other@cadenza.test', '', 'ACTIVE', now(), now(), now())");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: a@b.c\nAuto-Submitted: auto-replied\nSubject: away\nMessage-ID: <1@b.c>\n\nx");
    arrives("From: a@b.c\nList-Id: <all.b.c>\nSubject: News\nMessage-ID: <2@b.c>\n\nx");
    arrives("From: other@cadenza.test\nSubject: Hi\nMessage-ID: <3@b.c>\n\nx");
    arrives("From: sales@cadenza.test\nSubject: Hi\nMessage-ID: <4@b.c>\n\nx");

    await().until(() -> stage.others.size() == 4);
    assertThat(stage.facts(FirstMailReceived.class)).isEmpty();
    assertThat(queue()).isEmpty();
  }

  @Test
  void matched_with_an_enrollment_it_is_its_reply_in_its_thread() {
    waiting(STRANGER);

    var card = match(null, enrollment, null);

    assertThat(card.settled()).isEqualTo("matched");
    assertThat(card.kind()).isEqualTo("REPLY");
    assertThat(card.threadId()).isEqualTo(thread());
    assertThat(stage.replies)
        .extracting(reply -> reply.enrollmentId(), reply -> reply.threadId())
        .containsExactly(tuple(enrollment, thread()));
    assertThat(queue()).isEmpty();
    assertThat(stage.count("thread")).isEqualTo(1);
    assertThat(stage.count("inbound_mail where other_sender and matched_by = 'hand'")).isEqualTo(1);
  }

  @Test
  void the_same_match_once_more_changes_nothing_and_another_one_is_refused() {
    waiting(STRANGER);
    match(null, null, thread());

    assertThat(match(null, null, thread()).settled()).isEqualTo("matched");

    assertThat(stage.replies).hasSize(1);
    assertThatThrownBy(() -> match(null, enrollment, null))
        .isInstanceOf(MatchUnmatched.AlreadySettled.class);
  }

  @Test
  void matched_with_a_contact_it_stays_where_it_is_and_names_no_enrollment() {
    var contact = UUID.randomUUID();
    stage.execute("update messaging.thread set contact_id = '" + contact + "'");
    waiting(STRANGER);

    var card = match(contact, null, null);

    assertThat(card.threadId()).isNotEqualTo(thread());
    assertThat(stage.replies)
        .extracting(reply -> reply.contactId(), reply -> reply.enrollmentId())
        .containsExactly(tuple(contact, null));
    assertThat(stage.count("thread where contact_id is not null")).isEqualTo(2);
  }

  @Test
  void whoever_it_becomes_is_held_meanwhile() {
    var contact = UUID.randomUUID();
    stage.execute("update messaging.thread set contact_id = '" + contact + "'");
    waiting(STRANGER);
    stage.held.clear();

    match(null, null, thread());

    assertThat(stage.held).containsExactly(contact);
  }

  @Test
  void whose_enrollment_it_is_is_held_meanwhile() {
    var contact = UUID.randomUUID();
    stage.execute("update messaging.thread set contact_id = '" + contact + "'");
    waiting(STRANGER);
    stage.held.clear();

    match(null, enrollment, null);

    assertThat(stage.held).containsExactly(contact);
  }

  @Test
  void with_a_contact_to_whom_nothing_was_sent_it_is_his_and_no_reply() {
    waiting(STRANGER);

    assertThat(match(UUID.randomUUID(), null, null).kind()).isEqualTo("OTHER");

    assertThat(stage.replies).isEmpty();
    assertThat(stage.count("message_content where contact_id is not null")).isEqualTo(1);
  }

  @Test
  void a_bounce_ends_what_somebody_says_it_is_about() {
    waiting(BOUNCE);
    assertThat(queue().get(0).reason()).isEqualTo("names_nothing");

    match(null, enrollment, null);

    assertThat(stage.facts(MessageBounced.class))
        .extracting(
            MessageBounced::enrollmentId, MessageBounced::address, MessageBounced::suppressed)
        .containsExactly(tuple(enrollment, "buyer@example.com", true));
    assertThat(stage.facts(SuppressAddresses.class)).hasSize(1);
    assertThat(stage.count("inbound_bounce where bounced_message_id is not null")).isEqualTo(1);
    assertThat(stage.replies).isEmpty();
  }

  @Test
  void what_is_dismissed_waits_no_more_and_is_matched_with_nothing() {
    waiting(STRANGER);
    var id = queue().get(0).messageId();

    stage.matching(one -> one.dismiss(stage.workspace, id, null));
    stage.matching(one -> one.dismiss(stage.workspace, id, null));

    assertThat(queue()).isEmpty();
    assertThatThrownBy(() -> match(null, enrollment, null))
        .isInstanceOf(MatchUnmatched.AlreadySettled.class);
    assertThatThrownBy(() -> stage.matching(one -> one.dismiss(UUID.randomUUID(), id, null)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> stage.matching(one -> one.dismiss(stage.workspace, id, UUID.randomUUID())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void it_is_matched_with_one_thing_that_there_is() {
    waiting(STRANGER);

    assertThatThrownBy(() -> match(null, null, null)).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> match(null, enrollment, thread())).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> match(null, UUID.randomUUID(), null)).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> match(null, null, UUID.randomUUID())).isInstanceOf(InvalidField.class);
    assertThat(queue()).hasSize(1);
  }

  @Test
  void a_bounce_that_was_quicker_than_the_record_of_its_message_is_found_later() {
    stage.execute("update messaging.message set accepted_at = null, status = 'SENDING'");
    waiting(BOUNCE.replace("forwarded@elsewhere.example", "buyer@example.com"));
    stage.lookAgain();
    assertThat(queue()).hasSize(1);

    stage.execute(
        "update messaging.message set accepted_at = now(), status = 'SENT'"
            + " where direction = 'OUTBOUND'");
    stage.lookAgain();

    assertThat(queue()).isEmpty();
    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::enrollmentId)
        .containsExactly(enrollment);
  }

  @Test
  void an_answer_by_the_provider_s_id_that_was_quicker_than_its_record_is_found_later() {
    waiting(STRANGER.replace("Subject:", "In-Reply-To: <01-02@eu-west-1.amazonses.com>\nSubject:"));
    assertThat(queue().get(0).reason()).isEqualTo("unknown_message");

    stage.execute(
        "insert into messaging.provider_message_id"
            + " select workspace_id, sender_account_id, message_id, '01-02'"
            + " from messaging.message_content where received_at is null");
    stage.lookAgain();

    assertThat(stage.replies).extracting(reply -> reply.enrollmentId()).containsExactly(enrollment);
    assertThat(queue()).isEmpty();
  }

  @Test
  void what_stays_unknown_is_looked_for_less_and_less_and_at_last_no_more() {
    waiting(BOUNCE);

    for (int i = 0; i < 9; i++) {
      stage.lookAgain();
    }

    assertThat(stage.count("inbound_mail where look_again_at is not null")).isZero();
    assertThat(queue()).hasSize(1);
  }

  @Test
  void a_contact_to_whom_we_wrote_and_who_writes_anew_has_replied_to_nothing_in_particular() {
    var contact = UUID.randomUUID();
    stage.contacts.put("buyer@example.com", contact);
    stage.execute("update messaging.thread set contact_id = '" + contact + "'");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        "From: buyer@example.com\nSubject: Something new\nMessage-ID: <n@example.com>\n\n"
            + "Please remove me from your list.");

    await().until(() -> stage.replies.size() == 1);
    var reply = stage.replies.get(0);
    assertThat(reply.contactId()).isEqualTo(contact);
    assertThat(reply.enrollmentId()).isNull();
    assertThat(reply.threadId()).isNotEqualTo(thread());
    assertThat(stage.facts(ContactOptedOut.class)).hasSize(1);
    assertThat(queue()).isEmpty();
  }
}
