package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.adapter.KernelParts;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.WatchedMailbox;
import cadenza.testing.RealTime;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real IMAP server, a real database; the watcher between them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MailboxWatcherIT {
  static final UUID NODE = UUID.randomUUID();
  static final Duration LEASE = Duration.ofSeconds(20);

  final UUID enrollment = UUID.randomUUID();
  final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(1);
  final List<MailboxWatcher> watchers = new ArrayList<>();
  GreenMail mailServer;
  GreenMailUser sales;
  static InboundStage stage;

  @BeforeAll
  static void a_database() throws Exception {
    stage = new InboundStage();
  }

  @AfterAll
  static void the_database_goes() throws Exception {
    stage.close();
  }

  @BeforeEach
  void a_mailbox_and_one_message_that_left() throws Exception {
    mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mailServer.start();
    sales = mailServer.setUser("sales@cadenza.test", "sales", "secret");
    stage.clear();
    stage.account(mailServer.getImap().getPort());
    stage.sent(
        "<step-1@cadenza.test>",
        "buyer@example.com",
        "Proposal",
        enrollment,
        Instant.now().minusSeconds(60));
  }

  @AfterEach
  void all_is_closed() throws Exception {
    watchers.forEach(MailboxWatcher::stop);
    watchers.forEach(watcher -> watcher.nudgeWhenDue(true));
    watchers.forEach(watcher -> watcher.endsWithin(Duration.ofSeconds(5)));
    mailServer.stop();
    timeouts.shutdownNow();
  }

  MailboxWatcher watch(Duration poll) {
    var mailbox = stage.new Desk().held(NODE, LEASE, 10).get(0);
    return watch(mailbox, poll);
  }

  MailboxWatcher watch(WatchedMailbox mailbox, Duration poll) {
    var watcher = new MailboxWatcher(mailbox, stage.new Desk(), outside(), new RealTime(), poll);
    watchers.add(watcher);
    new Thread(watcher).start();
    return watcher;
  }

  ImapMailbox.Outside outside() {
    return new ImapMailbox.Outside(KernelParts.hostsHere(), KernelParts.tls(), timeouts);
  }

  void watchedFromNowOn(Duration poll) {
    watch(poll);
    await().until(() -> stage.count("mailbox_cursor") > 0);
  }

  void arrives(String mail) {
    try {
      var raw = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
      sales.deliver(
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw)));
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String reply(int number) {
    return """
        From: Avery <buyer@example.com>
        To: sales@cadenza.test
        Subject: Re: Proposal
        Message-ID: <reply-%d@example.com>
        In-Reply-To: <step-1@cadenza.test>
        Date: Mon, 5 Jan 2026 09:30:00 +0000

        Yes, please. %d
        """
        .formatted(number, number);
  }

  @Test
  void a_reply_is_known_by_idle_long_before_the_next_poll() {
    watchedFromNowOn(Duration.ofMinutes(10));

    for (int i = 1; i <= 5; i++) {
      int replies = i;
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

    for (int i = 1; i <= 300; i++) {
      arrives(reply(i));
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.replies.size() >= 300);
    assertThat(stage.replies).extracting(reply -> reply.messageId()).doesNotHaveDuplicates();
    assertThat(stage.count("inbound_mail")).isEqualTo(300);
  }

  @Test
  void two_nodes_at_the_same_mailbox_have_one_effect() {
    var mailbox = stage.new Desk().held(NODE, LEASE, 10).get(0);
    watch(mailbox, Duration.ofSeconds(1));
    watch(mailbox, Duration.ofSeconds(1));
    await().until(() -> stage.count("mailbox_cursor") > 0);

    for (int i = 1; i <= 50; i++) {
      arrives(reply(i));
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> stage.replies.size() >= 50);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> stage.replies.size() == 50);
    assertThat(stage.count("message where direction = 'INBOUND'")).isEqualTo(50);
  }

  @Test
  void a_held_mailbox_is_nobody_else_s_until_the_lease_runs_out() {
    var desk = stage.new Desk();
    assertThat(desk.held(NODE, Duration.ofSeconds(2), 10)).hasSize(1);

    assertThat(desk.held(UUID.randomUUID(), LEASE, 10)).isEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> desk.held(UUID.randomUUID(), LEASE, 10).size() == 1);
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
  void a_mail_that_cannot_be_stored_is_set_aside_and_those_after_it_come_through() {
    watchedFromNowOn(Duration.ofSeconds(1));
    stage.storingFails = true;

    arrives("From: a@b.c\nSubject: poison\nMessage-ID: <p@b.c>\n\nx");
    arrives(reply(1));

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.replies.size() == 1);
    assertThat(stage.value("select reason from messaging.message where kind = 'OTHER'"))
        .contains("could not be read");
  }

  @Test
  void what_our_own_database_refuses_is_not_held_against_the_mail() {
    watchedFromNowOn(Duration.ofSeconds(1));
    stage.refusals.set(4);

    arrives(reply(1));

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.count("inbound_mail") == 1);
    assertThat(stage.replies).hasSize(1);
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
  void a_mail_whose_body_cannot_be_stored_is_a_reply_by_its_header() {
    watchedFromNowOn(Duration.ofSeconds(1));
    stage.storingFails = true;

    arrives(reply(1).replace("Yes, please.", "poison"));

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.count("inbound_mail") == 1);
    assertThat(stage.replies).hasSize(1);
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
    try (var connection = ImapMailbox.connect(server, outside())) {
      assertThat(connection.opens("Gone")).isFalse();
      assertThat(connection.opens("INBOX")).isTrue();
      assertThat(connection.count()).isZero();
    }
  }

  @Test
  void mailboxes_that_no_node_has_room_for_are_counted() {
    var desk = stage.new Desk();
    assertThat(desk.held(NODE, LEASE, 0)).isEmpty();
    assertThat(desk.unread()).isEqualTo(1);

    desk.held(NODE, LEASE, 1);

    assertThat(desk.unread()).isZero();
  }

  @Test
  void what_the_account_s_owner_wrote_elsewhere_is_nobody_s_reply() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Avery <buyer@example.com>", "Sales <sales@cadenza.test>"));

    await().until(() -> stage.others.size() == 1);
    assertThat(stage.replies).isEmpty();
  }

  @Test
  void everything_that_is_no_reply_is_stored_with_its_kind() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Subject:", "Auto-Submitted: auto-replied\nSubject:"));
    arrives("From: a@b.c\nList-Id: <all.b.c>\nSubject: News\nMessage-ID: <n@b.c>\n\nhello all");
    arrives("From: MAILER-DAEMON@b.c\nReturn-Path: <>\nSubject: failure notice\n\nno such user");
    arrives("From: stranger@b.c\nSubject: Hello\nMessage-ID: <s@b.c>\n\nhello");

    await().until(() -> stage.others.size() == 4);
    assertThat(stage.others)
        .extracting(stored -> stored.kind())
        .containsExactly("AUTO_REPLY", "LIST", "BOUNCE", "OTHER");
    assertThat(stage.others.get(0).enrollmentId()).isEqualTo(enrollment);
    assertThat(stage.replies).isEmpty();
  }

  @Test
  void an_answer_whose_headers_were_lost_is_matched_by_its_subject_when_one_fits() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: Buyer@Example.com\nSubject: AW: proposal\nMessage-ID: <l@b.c>\n\nyes");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(enrollment);
  }

  @Test
  void an_international_domain_is_the_same_in_the_mail_and_in_the_contact() {
    var contact = UUID.randomUUID();
    stage.contacts.put("anna@bücher.example", contact);
    var international = UUID.randomUUID();
    stage.sent("<step@cadenza.test>", "anna@bücher.example", "Books", international, Instant.now());
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: anna@xn--bcher-kva.example\nSubject: Re: Books\nMessage-ID: <l@b.c>\n\nyes");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(international);
    assertThat(stage.replies.get(0).contactId()).isEqualTo(contact);
    assertThat(stage.count("inbound_mail where other_sender")).isZero();
  }

  @Test
  void such_an_answer_is_a_reply_that_names_no_enrollment_when_two_fit() {
    var newest =
        stage.sent(
            "<other@cadenza.test>",
            "buyer@example.com",
            "Proposal",
            UUID.randomUUID(),
            Instant.now());
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: buyer@example.com\nSubject: Re: Proposal\nMessage-ID: <l@b.c>\n\nyes");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).threadId()).isEqualTo(newest);
    assertThat(stage.replies.get(0).enrollmentId()).isNull();
  }

  @Test
  void an_answer_that_names_our_message_as_the_provider_does_is_a_reply() {
    stage.execute(
        "insert into messaging.provider_message_id"
            + " select workspace_id, sender_account_id, message_id, '0102018f-3c-000000'"
            + " from messaging.message_content");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        reply(1)
            .replace("<step-1@cadenza.test>", "<0102018f-3c-000000@eu-west-1.amazonses.com>")
            .replace("Re: Proposal", "something else"));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(enrollment);
  }

  @Test
  void an_answer_by_way_of_a_mailing_list_is_a_reply_when_it_names_our_message() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Subject:", "List-Id: <all.example.com>\nSubject:"));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(enrollment);
  }

  @Test
  void a_second_mail_in_a_thread_that_a_person_began_is_a_reply() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives("From: person@b.c\nSubject: Question\nMessage-ID: <q1@b.c>\n\nhello");
    await().until(() -> stage.others.size() == 1);

    arrives("From: person@b.c\nSubject: X\nMessage-ID: <q2@b.c>\nReferences: <q1@b.c>\n\nwell?");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).threadId()).isEqualTo(stage.others.get(0).threadId());
    assertThat(stage.replies.get(0).enrollmentId()).isNull();
  }

  @Test
  void an_answer_proves_that_a_message_of_unknown_outcome_left() {
    stage.execute("update messaging.message set status = 'UNKNOWN', accepted_at = null, fence = 1");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.value("select status from messaging.message where direction = 'OUTBOUND'"))
        .isEqualTo("SENT");
    assertThat(stage.sent).hasSize(1);
  }

  @Test
  void a_stranger_s_mail_opens_a_thread_with_the_contact_who_holds_the_address() {
    var contact = UUID.randomUUID();
    stage.contacts.put("person@b.c", contact);
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: Person@b.c\nSubject: Re: Question\nMessage-ID: <q@b.c>\n\nhello");

    await().until(() -> stage.others.size() == 1);
    assertThat(
            stage.value(
                "select contact_id || ' ' || subject from messaging.thread where id = '"
                    + stage.others.get(0).threadId()
                    + "'"))
        .isEqualTo(contact + " Question");
  }

  @Test
  void a_refused_login_is_remembered_and_not_repeated_within_a_minute() {
    stage.execute("update messaging.sender_account set imap_password = 'wrong'");
    watch(Duration.ofSeconds(1));

    await().until(() -> stage.count("mailbox where failures = 1 and trouble is not null") == 1);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(30))
        .until(() -> stage.count("mailbox where failures = 1") == 1);
    assertThat(stage.new Desk().held(NODE, LEASE, 10).get(0).nextLoginAt())
        .isAfter(Instant.now().plusSeconds(40));
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

  @Test
  void a_refused_login_is_told_of_once_and_so_is_its_end() {
    sales.setPassword("another");
    var watcher = watch(Duration.ofSeconds(1));
    await().until(() -> stage.troubled.all().size() == 1);
    watcher.stop();
    var again = watch(Duration.ofSeconds(1));
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(() -> stage.troubled.all().size() == 1);
    again.stop();

    assertThat(stage.troubled.all().get(0).side()).isEqualTo(AccountSide.READING);
    assertThat(stage.value("select trouble from messaging.mailbox"))
        .isEqualTo("The server refused the login.");

    sales.setPassword("secret");
    stage.execute("update messaging.mailbox set next_login_at = null");
    watch(Duration.ofSeconds(1));

    await().until(() -> stage.recovered.all().size() == 1);
    assertThat(stage.count("mailbox where trouble is null and failures = 0")).isEqualTo(1);
  }

  @Test
  void a_server_that_stays_away_is_told_of_once_and_its_return_too() {
    int port = mailServer.getImap().getPort();
    mailServer.stop();
    watch(Duration.ofSeconds(1));

    await().atMost(Duration.ofMinutes(1)).until(() -> stage.troubled.all().size() == 1);
    assertThat(stage.troubled.all().get(0).reason()).isEqualTo("The server could not be reached.");
    mailServer = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mailServer.setUser("sales@cadenza.test", "sales", "secret");
    mailServer.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> stage.recovered.all().size() == 1);
    assertThat(stage.troubled.all()).hasSize(1);
  }
}
