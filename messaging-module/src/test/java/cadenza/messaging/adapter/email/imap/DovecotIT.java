package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Flags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a widespread server does to a mailbox: nothing is missed, and nothing counts twice. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class DovecotIT extends DovecotStage {
  private static final Duration RARELY = Duration.ofMinutes(10);

  @Test
  void each_reply_is_known_by_idle_alone() {
    watch(RARELY);
    awaitFirstLook();

    for (int i = 1; i <= 8; i++) {
      owner.append(INBOX, reply(i));
      int replies = i;
      await().until(() -> stage.replies.size() == replies);
    }

    assertNews(8);
    assertThat(stage.replies)
        .allSatisfy(reply -> assertThat(reply.enrollmentId()).isEqualTo(enrollment));
  }

  @Test
  void mail_that_comes_while_idle_is_begun_again_is_read() {
    watch(Duration.ofMillis(20));
    awaitFirstLook();

    for (int i = 1; i <= 150; i++) {
      owner.append(INBOX, reply(i));
      watchers.get(0).nudgeWhenDue(true);
    }

    assertNews(150);
  }

  @Test
  void a_burst_is_read_once() {
    watch(RARELY);
    awaitFirstLook();

    owner.append(INBOX, replies(1, 400));

    assertNews(400);
  }

  @Test
  void two_nodes_at_one_mailbox_have_one_effect() {
    var mailbox = new StageDesk(stage).held(NODE, LEASE, 10).get(0);
    watch(mailbox, OFTEN);
    watch(mailbox, OFTEN);
    awaitFirstLook();

    for (int i = 1; i <= 100; i += 5) {
      owner.append(INBOX, replies(i, i + 4));
    }
    assertNews(100);
    owner.append(INBOX, reply(101));

    assertNews(101);
  }

  @Test
  void what_came_while_nobody_watched_is_read_at_the_return() {
    watch(RARELY);
    awaitFirstLook();
    owner.append(INBOX, reply(1));
    assertNews(1);
    endWatchers();

    owner.append(INBOX, replies(2, 30));
    watch(RARELY);

    assertNews(30);
  }

  @Test
  void a_server_that_dies_and_comes_back_is_read_on() {
    watch(RARELY);
    awaitFirstLook();
    owner.append(INBOX, replies(1, 10));

    dovecot.restart();
    owner = new OtherProgram(dovecot.imapPort(), "sales");
    owner.append(INBOX, replies(11, 20));

    assertNews(20);
  }

  @Test
  void the_newest_mail_may_be_deleted_before_and_after_it_was_read() {
    watch(RARELY);
    awaitFirstLook();
    owner.append(INBOX, replies(1, 3));
    assertNews(3);

    owner.expungeNewest(INBOX);
    endWatchers();
    owner.append(INBOX, reply(4), reply(99));
    owner.expungeNewest(INBOX);
    watch(RARELY);
    assertNews(4);
    owner.append(INBOX, reply(5));

    assertNews(5);
  }

  @Test
  void a_new_numbering_while_it_is_watched_skips_nothing_and_repeats_nothing() {
    watch(OFTEN);
    awaitFirstLook();
    owner.append(INBOX, replies(1, 5));
    assertNews(5);
    long before = owner.uidValidity(INBOX);

    dovecot.renumber("sales", before + 1000);
    owner.append(INBOX, replies(6, 8));
    assertNews(8);

    assertThat(owner.uidValidity(INBOX)).isNotEqualTo(before);
    await()
        .until(
            () ->
                stage.count("mailbox_cursor where folder = 'INBOX' and uid_validity > " + before)
                    == 1);
    owner.append(INBOX, reply(9));
    assertNews(9);
  }

  @Test
  void a_new_numbering_while_nobody_watches_skips_nothing_and_repeats_nothing() {
    watch(OFTEN);
    awaitFirstLook();
    owner.append(INBOX, replies(1, 5));
    assertNews(5);
    endWatchers();

    dovecot.renumber("sales", owner.uidValidity(INBOX) + 1000);
    owner.append(INBOX, replies(6, 8));
    watch(OFTEN);

    assertNews(8);
  }

  @Test
  void an_inbox_made_anew_with_the_same_numbers_is_new_mail_though_there_are_fewer() {
    watchedThenForgotten();

    owner.append(INBOX, replies(6, 8));
    watch(OFTEN);

    assertNews(8);
  }

  @Test
  void an_inbox_made_anew_with_the_same_numbers_is_new_mail_though_there_are_more() {
    watchedThenForgotten();

    owner.append(INBOX, replies(6, 16));
    watch(OFTEN);

    assertNews(16);
  }

  private void watchedThenForgotten() {
    watch(OFTEN);
    awaitFirstLook();
    owner.appendReceived(INBOX, Instant.now().minus(Duration.ofHours(1)), replies(1, 5));
    assertNews(5);
    endWatchers();
    long before = owner.uidValidity(INBOX);
    owner.close();
    dovecot.forget("sales");
    owner = new OtherProgram(dovecot.imapPort(), "sales");
    assertThat(owner.uidValidity(INBOX)).isEqualTo(before);
  }

  @Test
  void what_the_server_takes_for_spam_is_read_too_and_the_folder_may_be_deleted_and_come_back() {
    watch(OFTEN);
    await().until(() -> stage.count("mailbox_cursor where folder = 'Junk'") == 1);

    owner.append("Junk", replies(1, 2));
    assertNews(2);
    owner.delete("Junk");
    owner.append("Junk", replies(3, 4));
    assertNews(4);
    endWatchers();
    owner.delete("Junk");
    owner.append("Junk", replies(5, 7));
    watch(OFTEN);

    assertNews(7);
  }

  @Test
  void a_mail_under_two_labels_is_one_and_what_we_sent_ourselves_is_none() {
    var sentByUs =
        "From: sales@cadenza.test\nTo: buyer@example.com\nSubject: Proposal\n"
            + "Message-ID: <step-1@cadenza.test>\n\nHello\n";
    owner.append("All Mail", sentByUs);
    watch(OFTEN);
    await().until(() -> stage.count("mailbox_cursor where folder = 'All Mail'") == 1);

    owner.append("All Mail", replies(1, 3));
    owner.append(INBOX, replies(2, 4));

    assertNews(4);
    assertThat(stage.others).isEmpty();
  }

  @Test
  void reading_changes_nothing_in_the_mailbox_and_flags_of_others_are_no_news() {
    watch(OFTEN);
    awaitFirstLook();
    owner.append(INBOX, replies(1, 3));
    assertNews(3);
    long before = owner.modifications(INBOX);
    assertThat(owner.unseen(INBOX)).isEqualTo(3);

    owner.append(INBOX, reply(4));
    assertNews(4);
    assertThat(owner.unseen(INBOX)).isEqualTo(4);
    owner.markAll(INBOX, Flags.Flag.SEEN);
    assertThat(owner.modifications(INBOX)).isGreaterThan(before);
    owner.append(INBOX, reply(5));

    assertNews(5);
  }

  @Test
  void a_broken_mail_stops_nobody() {
    watch(RARELY);
    awaitFirstLook();

    drop("Subject: no more than that\r\n\r\nhello");
    drop("no header at all, and no end");
    drop("From: a@b.example\r\nSubject: \0\0 \u00ff\u00fe\r\n\r\n\0\0");
    drop("From: a@b.example\rSubject: bare\rMessage-ID: <cr@b.example>\r\rhello\r");
    drop("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--y\n\nno such part\n");
    drop("From: a@b.example\nContent-Type: text/plain; charset=x-unknown\n\n\u00e4\u00f6\n");
    drop("From: a@b.example\nMessage-ID: <long@b.example>\n\n" + "x".repeat(3_000_000));
    drop("From: a@b.example\nMessage-ID: <lines@b.example>\n\n" + "\n".repeat(1_000_000));
    drop("");
    owner.append(INBOX, reply(1));

    await().until(() -> stage.replies.size() == 1);
    awaitStored(10);
    assertThat(stage.count("inbound_mail")).isEqualTo(10);
  }

  private static void drop(String mail) {
    dovecot.drop("sales", mail.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_wrong_password_is_told_of_once_and_with_the_right_one_all_is_read() {
    watch(OFTEN);
    awaitFirstLook();
    owner.append(INBOX, reply(1));
    assertNews(1);
    endWatchers();
    stage.execute("update messaging.sender_account set imap_password = 'wrong'");
    watch(OFTEN);
    await().until(() -> stage.troubled.size() == 1);
    assertThat(stage.troubled.get(0).reason()).isEqualTo("The server refused the login.");
    owner.append(INBOX, replies(2, 4));
    endWatchers();

    stage.execute("update messaging.sender_account set imap_password = 'secret'");
    watch(OFTEN);

    await().until(() -> stage.recovered.size() == 1);
    assertNews(4);
    assertThat(stage.troubled).hasSize(1);
  }
}
