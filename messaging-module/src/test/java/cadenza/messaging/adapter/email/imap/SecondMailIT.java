package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.messaging.adapter.email.mime.MimeReader;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.ReplyMatched;
import cadenza.messaging.api.UnmatchedCard;
import cadenza.messaging.application.MatchUnmatched.Target;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.FoundMail;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has written before writes again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class SecondMailIT extends MailboxStage {
  private static final String NO_MORE = "Please remove me from your list.";

  private static String first(String from) {
    return "From: %s\nSubject: Something new\nMessage-ID: <n@b.example>\n\nHello!\n"
        .formatted(from);
  }

  private static String second(String from, String words) {
    return "From: %s\nSubject: And\nMessage-ID: <m@b.example>\nIn-Reply-To: <n@b.example>\n\n%s\n"
        .formatted(from, words);
  }

  private List<UnmatchedCard> queue() {
    return stage.matching(one -> one.list(stage.workspace, null, null, 10)).results();
  }

  private UUID buyer() {
    var contact = UUID.randomUUID();
    stage.contacts.put("buyer@example.com", contact);
    stage.execute("update messaging.thread set contact_id = '" + contact + "'");
    return contact;
  }

  private static List<String> suppressed() {
    return stage.facts(SuppressAddresses.class).stream()
        .flatMap(order -> order.suppressions().stream())
        .map(one -> one.address())
        .toList();
  }

  @Test
  void a_contact_who_goes_on_in_a_thread_of_his_own_is_taken_off_by_his_words() {
    var contact = buyer();
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(first("buyer@example.com"));
    await().until(() -> stage.replies.size() == 1);

    arrives(second("buyer@example.com", NO_MORE));

    await().until(() -> stage.replies.size() == 2);
    assertThat(stage.replies.get(1).threadId()).isEqualTo(stage.replies.get(0).threadId());
    assertThat(stage.replies.get(1).contactId()).isEqualTo(contact);
    assertThat(stage.facts(ContactOptedOut.class))
        .extracting(ContactOptedOut::address)
        .containsExactly("buyer@example.com");
  }

  @Test
  void a_colleague_in_his_thread_takes_nobody_off() {
    buyer();
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(first("buyer@example.com"));
    await().until(() -> stage.replies.size() == 1);

    arrives(second("colleague@example.com", NO_MORE));

    await().until(() -> stage.replies.size() == 2);
    assertThat(stage.facts(ContactOptedOut.class)).isEmpty();
  }

  @Test
  void a_stranger_s_second_mail_waits_as_his_first_does() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(first("stranger@b.example"));
    arrives(second("stranger@b.example", "Well?"));

    await().until(() -> stage.replies.size() == 1);

    assertThat(queue()).hasSize(2);
    assertThat(queue().get(0).threadId()).isEqualTo(queue().get(1).threadId());
    var match = new Target(null, enrollment, null);
    var id = queue().get(0).messageId();
    stage.matching(one -> one.match(stage.workspace, id, null, match));
    assertThat(queue()).hasSize(1);
    assertThat(stage.replies).as("what was told of as a reply when it came").hasSize(1);
    assertThat(stage.facts(ReplyMatched.class))
        .extracting(ReplyMatched::messageId, ReplyMatched::enrollmentId)
        .containsExactly(tuple(id, enrollment));
  }

  @Test
  void who_was_matched_with_a_contact_is_taken_off_with_both_addresses() {
    var contact = buyer();
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(first("avery@private.example").replace("Hello!", NO_MORE));
    await().until(() -> queue().size() == 1);

    var id = queue().get(0).messageId();
    stage.matching(one -> one.match(stage.workspace, id, null, new Target(contact, null, null)));

    assertThat(stage.facts(ContactOptedOut.class))
        .extracting(ContactOptedOut::address, ContactOptedOut::contactId)
        .containsExactly(tuple("buyer@example.com", contact));
    assertThat(suppressed()).containsExactly("buyer@example.com", "avery@private.example");
  }

  @Test
  void what_he_writes_behind_such_a_match_is_his_too() {
    var contact = buyer();
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(first("avery@private.example"));
    await().until(() -> queue().size() == 1);
    var id = queue().get(0).messageId();
    stage.matching(one -> one.match(stage.workspace, id, null, new Target(contact, null, null)));

    arrives(second("avery@private.example", NO_MORE));

    await().until(() -> stage.replies.size() == 2);
    assertThat(suppressed()).containsExactly("buyer@example.com", "avery@private.example");
  }

  @Test
  void whoever_writes_more_than_a_person_would_is_a_machine_and_moves_nothing() {
    stage.loopReplies = 3;
    watchedFromNowOn(Duration.ofSeconds(60));

    for (int i = 1; i <= 5; i++) {
      arrives(reply(i));
    }

    await().until(() -> stage.replies.size() + stage.others.size() == 5);
    assertThat(stage.replies).hasSize(3);
    assertThat(stage.others).extracting(one -> one.kind()).containsOnly("AUTO_REPLY");
    assertThat(stage.count("inbound_mail where looping")).isEqualTo(2);
    var thread = stage.replies.get(0).threadId();
    List<MessageCard> said =
        stage.inTransaction(
            session -> InboundStage.conversations(session).messagesOf(stage.workspace, thread, 10));
    assertThat(said)
        .filteredOn(one -> one.looping())
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.status()).isEqualTo("AUTO_REPLY"));
  }

  @Test
  void what_a_person_wrote_in_days_and_we_read_at_once_is_no_loop() {
    stage.loopReplies = 3;

    for (int i = 0; i < 5; i++) {
      store(found(i + 1, reply(i + 1), Instant.now().minus(Duration.ofHours(10 - i * 2L))));
    }

    assertThat(stage.replies).hasSize(5);
  }

  @Test
  void a_machine_that_answers_beside_him_makes_no_loop_of_him() {
    stage.loopReplies = 3;
    var now = Instant.now();

    for (int i = 0; i < 5; i++) {
      var away = reply(i).replace("Subject:", "Auto-Submitted: auto-replied\nSubject:");
      store(found(i + 1, away, now));
    }
    store(found(6, reply(6), now));

    assertThat(stage.replies).hasSize(1);
  }

  @Test
  void mails_that_are_read_together_are_stored_in_one_transaction_whatever_they_end() {
    store(together());

    assertThat(stage.count("inbound_mail")).isEqualTo(6);
    assertThat(stage.value("select count(distinct xmin::text) from messaging.inbound_mail"))
        .isEqualTo("1");
    assertThat(stage.count("mailbox_cursor where last_uid = 6")).isEqualTo(1);
    assertThat(stage.replies).hasSize(2);
  }

  @Test
  void they_wait_for_nobody_who_holds_what_one_of_them_needs() {
    stage.inTransaction(
        session -> {
          session
              .createNativeQuery("select 1 from messaging.thread for no key update", Integer.class)
              .getResultList();
          assertThatThrownBy(() -> store(together()))
              .rootCause()
              .isInstanceOfSatisfying(
                  SQLException.class,
                  refused -> assertThat(refused.getSQLState()).isEqualTo("55P03"));
          return null;
        });

    assertThat(stage.count("inbound_mail")).isZero();
  }

  /** Two answers among a list's mails, in a mailbox that is being read. */
  private static FoundMail[] together() {
    var now = Instant.now();
    stage.execute(
        "insert into messaging.mailbox_cursor values ('%s', 'INBOX', '%s', 1, 0, 0, now())"
            .formatted(stage.account, stage.workspace));
    var mails = new ArrayList<FoundMail>();
    for (int i = 1; i <= 6; i++) {
      var mail =
          i == 2 || i == 5
              ? reply(i)
              : first("news@b.example")
                  .replace("<n@b.example>", "<" + i + "@b.example>\nList-Id: <b>");
      mails.add(found(i, mail, now));
    }
    return mails.toArray(FoundMail[]::new);
  }

  private void store(FoundMail... mails) {
    new StageDesk(stage).foundTogether(List.of(mails));
  }

  private static FoundMail found(long uid, String mail, Instant receivedAt) {
    var bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new FoundMail(
        new Arrival(
            stage.workspace,
            stage.account,
            "sales@cadenza.test",
            "INBOX",
            1,
            uid,
            receivedAt,
            false,
            false),
        MimeReader.read(bytes, bytes.length));
  }
}
