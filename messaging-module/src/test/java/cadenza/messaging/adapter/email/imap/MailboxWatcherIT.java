package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.messaging.domain.MailServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that is new in a mailbox is read once, whoever watches it and however it is numbered. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MailboxWatcherIT extends MailboxStage {
  @Test
  void a_reply_is_known_by_idle_long_before_the_next_poll() {
    watchedFromNowOn(Duration.ofMinutes(10));

    for (int i = 1; i <= 3; i++) {
      int replies = i;
      await().until(this::isIdle);
      arrives(reply(i));
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> stage.replies.size() == replies);
    }

    assertThat(stage.replies)
        .allSatisfy(reply -> assertThat(reply.enrollmentId()).isEqualTo(enrollment));
    assertThat(
            stage.value(
                "select body_text from messaging.message_content"
                    + " where rfc_message_id = '<reply-1@example.com>'"))
        .startsWith("Yes, please. 1");
  }

  @Test
  void nothing_of_a_burst_is_missed_or_counted_twice() {
    watchedFromNowOn(Duration.ofSeconds(1));

    for (int i = 1; i <= 100; i++) {
      arrives(reply(i));
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.replies.size() >= 100);
    assertThat(stage.replies).extracting(reply -> reply.messageId()).doesNotHaveDuplicates();
    assertThat(stage.count("inbound_mail")).isEqualTo(100);
  }

  @Test
  void two_nodes_at_the_same_mailbox_have_one_effect() {
    var mailbox = new StageDesk(stage).held(NODE, LEASE, 10).get(0);
    watch(mailbox, Duration.ofSeconds(1));
    watch(mailbox, Duration.ofSeconds(1));
    await().until(() -> stage.count("mailbox_cursor") > 0);

    for (int i = 1; i <= 50; i++) {
      arrives(reply(i));
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> stage.replies.size() >= 50);
    arrives(reply(51));

    await().until(() -> stage.replies.size() >= 51);
    assertThat(stage.count("message where direction = 'INBOUND'")).isEqualTo(51);
    assertThat(stage.replies).hasSize(51);
  }

  @Test
  void a_held_mailbox_is_nobody_else_s_until_the_lease_runs_out() {
    var desk = new StageDesk(stage);
    assertThat(desk.held(NODE, LEASE, 10)).hasSize(1);
    assertThat(desk.held(UUID.randomUUID(), LEASE, 10)).isEmpty();

    stage.execute("update messaging.mailbox set lease_until = now()");
    assertThat(desk.held(UUID.randomUUID(), LEASE, 10)).hasSize(1);
  }

  @Test
  void what_was_there_before_is_stored_and_nobody_is_told_unless_it_answers_us() {
    arrives("From: a@b.c\nSubject: Old question\nMessage-ID: <old@b.c>\n\nhello");
    arrives(reply(1));

    watchedFromNowOn(Duration.ofSeconds(60));

    await().until(() -> stage.count("inbound_mail") == 2);
    assertThat(stage.others).isEmpty();
    assertThat(stage.replies).hasSize(1);
    assertThat(stage.count("inbound_mail where history")).isEqualTo(2);
  }

  @Test
  void a_new_numbering_of_the_folder_skips_nothing_and_repeats_nothing() {
    watchedFromNowOn(Duration.ofSeconds(1));
    arrives(reply(1));
    arrives(reply(2));
    await().until(() -> stage.replies.size() == 2);

    stage.execute("update messaging.mailbox_cursor set uid_validity = 1, last_uid = 77777");
    arrives(reply(3));

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.replies.size() == 3);
    assertThat(stage.count("inbound_mail")).isEqualTo(3);
  }

  @Test
  void the_memory_a_mail_takes_is_reserved_until_it_is_stored() {
    watchedFromNowOn(Duration.ofSeconds(60));
    int free = ReadingRoom.free();

    arrives(reply(1) + "more\n".repeat(400_000));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.roomWhenStoring).isLessThan(free - 1500);
    await().until(() -> ReadingRoom.free() == free);
  }

  @Test
  void numbers_that_fall_back_under_the_same_numbering_skip_nothing() {
    watchedFromNowOn(Duration.ofSeconds(1));
    arrives(reply(1));
    await().until(() -> stage.replies.size() == 1);

    stage.execute("update messaging.mailbox_cursor set last_uid = 77777");
    arrives(reply(2));

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              watchers.get(0).nudgeWhenDue(false);
              return stage.replies.size() == 2;
            });
    assertThat(stage.count("inbound_mail")).isEqualTo(2);
  }

  @Test
  void a_folder_that_cannot_be_opened_leaves_the_connection_to_the_others() throws Exception {
    var server =
        new MailServer(
            "127.0.0.1",
            mailServer.getImap().getPort(),
            MailServer.Security.NONE,
            "sales",
            "secret");
    try (var connection = ImapLogin.connect(server, outside())) {
      assertThat(connection.opens("Gone")).isFalse();
      assertThat(connection.opens("INBOX")).isTrue();
      assertThat(connection.count()).isZero();
    }
  }

  @Test
  void mailboxes_that_no_node_has_room_for_are_counted() {
    var desk = new StageDesk(stage);
    assertThat(desk.held(NODE, LEASE, 0)).isEmpty();
    assertThat(desk.unread()).isEqualTo(1);

    desk.held(NODE, LEASE, 1);

    assertThat(desk.unread()).isZero();
  }

  @Test
  void a_stopped_watcher_closes_its_connection_at_once() {
    watchedFromNowOn(Duration.ofSeconds(60));
    var watcher = watchers.get(0);

    await()
        .until(
            () -> {
              watcher.stop();
              watcher.nudgeWhenDue(true);
              return watcher.endsWithin(Duration.ofSeconds(1));
            });
  }
}
