package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.UnmatchedCard;
import cadenza.messaging.application.MatchUnmatched.Target;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who waits for whom: mail that waits for a match is locked first, then conversations, accounts,
 * messages.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class LockOrderIT extends MailboxStage {
  private static final String BLOCKED =
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nSubject: Undelivered Mail\n"
          + "Message-ID: <b@mx.example.com>\n"
          + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
          + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
          + "Final-Recipient: rfc822; buyer@example.com\nAction: failed\nStatus: 5.7.1\n"
          + "Diagnostic-Code: smtp; 550 5.7.1 Client host blocked using zen.spamhaus.org\n\n"
          + "--b\nContent-Type: message/rfc822\n\nFrom: sales@cadenza.test\n"
          + "To: buyer@example.com\nMessage-ID: <step-1@cadenza.test>\nSubject: Proposal\n\nHi\n"
          + "--b--\n";

  private static final String GONE = "gone@example.com";

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void nobody_waits() {
    threads.shutdownNow();
  }

  private List<UnmatchedCard> queue() {
    return stage.matching(one -> one.list(stage.workspace, null, null, 10)).results();
  }

  @Test
  void who_erases_holds_no_message_while_he_waits_for_a_conversation() throws Exception {
    var contact = UUID.randomUUID();
    stage.execute("update messaging.thread set contact_id = '%s'".formatted(contact));

    waitsForTheThreadAlone(() -> stage.erase(contact, GONE));
  }

  @Test
  void an_answer_that_settles_a_message_holds_none_while_it_waits_for_its_conversation()
      throws Exception {
    stage.execute("update messaging.message set status = 'UNKNOWN', accepted_at = null, fence = 1");
    watchedFromNowOn(Duration.ofSeconds(60));

    waitsForTheThreadAlone(() -> arrives(reply(1)));

    await().until(() -> stage.replies.size() == 1);
  }

  @Test
  void what_is_written_into_a_thread_keeps_it_from_being_given_up() throws Exception {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives("From: a@b.example\nSubject: First\nMessage-ID: <n@b.example>\n\nHello!\n");
    await().until(() -> queue().size() == 1);
    endWatchers();
    var id = queue().get(0).messageId();

    var matching =
        stage.inTransaction(
            session -> {
              // as whoever stores a second mail there
              session
                  .createNativeQuery(
                      "select 1 from messaging.thread where subject = 'First' for key share",
                      Integer.class)
                  .getSingleResult();
              var match =
                  threads.submit(
                      () ->
                          stage.matching(
                              one ->
                                  one.match(
                                      stage.workspace,
                                      id,
                                      null,
                                      new Target(null, enrollment, null))));
              await().until(() -> somebodyWaits());
              session
                  .createNativeMutationQuery(
                      "insert into messaging.message_content (message_id, workspace_id,"
                          + " sender_account_id, thread_id, from_address, to_address, subject,"
                          + " created_at) select gen_random_uuid(), workspace_id, sender_account_id,"
                          + " id, '', '', '', now() from messaging.thread where subject = 'First'")
                  .executeUpdate();
              return match;
            });
    matching.get();

    assertThat(stage.count("thread where subject = 'First'")).isEqualTo(1);
    assertThat(stage.replies).extracting(reply -> reply.enrollmentId()).containsExactly(enrollment);
  }

  @Test
  void a_report_that_settles_a_message_holds_none_while_it_waits_for_its_account()
      throws Exception {
    stage.execute("update messaging.message set status = 'UNKNOWN', accepted_at = null, fence = 1");
    stage.execute(
        "insert into messaging.inbound_bounce (message_id, position, workspace_id,"
            + " sender_account_id, recipient, action, status, reply_code, reason, class, address,"
            + " created_at) select gen_random_uuid(), 0, '%s', '%s', '', 'FAILED', '', '', '',"
                .formatted(stage.workspace, stage.account)
            + " 'BLOCK', 'any@example.com', now() from generate_series(1, 4)");
    watchedFromNowOn(Duration.ofSeconds(60));

    waitsForThatAlone(
        "select 1 from messaging.sender_account for no key update", () -> arrives(BLOCKED));

    await().until(() -> stage.facts(MessageBounced.class).size() == 1);
    assertThat(stage.count("message where status = 'SENT'")).isEqualTo(1);
  }

  @Test
  void a_stranger_s_mail_and_its_thread_are_held_before_its_message_is_waited_for()
      throws Exception {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives("From: a@b.example\nSubject: First\nMessage-ID: <n@b.example>\n\nHello!\n");
    await().until(() -> queue().size() == 1);
    var others =
        List.of(
            "select 1 from messaging.inbound_mail for no key update skip locked",
            "select 1 from messaging.thread where subject = 'First' for no key update skip locked");

    var forgetting =
        stage.inTransaction(
            session -> {
              lock(
                  session,
                  "select 1 from messaging.message where direction = 'INBOUND' for key share");
              Future<?> started = threads.submit(stage::forgetStrangers);
              await().until(LockOrderIT::somebodyWaits);
              for (var other : others) {
                assertThat(session.createNativeQuery(other, Integer.class).getResultList())
                    .as(other)
                    .isEmpty();
              }
              return started;
            });
    forgetting.get();

    assertThat(stage.count("inbound_mail")).isZero();
  }

  private void waitsForTheThreadAlone(Runnable work) throws Exception {
    waitsForThatAlone("select 1 from messaging.thread for no key update", work);
  }

  private void waitsForThatAlone(String that, Runnable work) throws Exception {
    var worked =
        stage.inTransaction(
            session -> {
              lock(session, that);
              Future<?> started = threads.submit(work);
              await().until(LockOrderIT::somebodyWaits);
              lock(session, "select 1 from messaging.message for no key update nowait");
              return started;
            });
    worked.get();
  }

  private static void lock(org.hibernate.StatelessSession session, String sql) {
    session.createNativeQuery(sql, Integer.class).getResultList();
  }

  private static boolean somebodyWaits() {
    return !stage
        .value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        .equals("0");
  }
}
