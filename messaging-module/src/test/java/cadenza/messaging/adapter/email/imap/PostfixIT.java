package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.messaging.adapter.email.mime.Mail;
import cadenza.messaging.adapter.email.smtp.HandIn;
import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.SendResult;
import cadenza.testing.Dovecot;
import cadenza.testing.Postfix;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mail that leaves through a real Postfix, and what comes back of it into a real Dovecot. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class PostfixIT extends WatcherStage {
  private static Dovecot dovecot;
  private static Postfix postfix;

  @BeforeAll
  static void both_are_there() {
    assumeTrue(Dovecot.isInstalled(), Dovecot.ABSENT);
    assumeTrue(Postfix.isInstalled(), Postfix.ABSENT);
    int port = Postfix.port();
    dovecot = Dovecot.start(port);
    postfix = Postfix.start(port, dovecot);
  }

  @AfterAll
  static void both_end() {
    if (postfix != null) {
      postfix.close();
    }
    if (dovecot != null) {
      dovecot.close();
    }
  }

  @BeforeEach
  void a_mailbox_that_is_watched() {
    dovecot.user("sales");
    stage.account(dovecot.imapPort());
    watch(Duration.ofMinutes(10));
    await().until(() -> stage.count("mailbox_cursor where folder = 'INBOX'") == 1);
  }

  @AfterEach
  void nobody_is_logged_in() {
    endWatchers();
  }

  /** Writes to somebody and remembers it, as the product does. */
  private Attempt send(String to) {
    return send(to, "secret", "Proposal", "Hello");
  }

  private Attempt send(String to, String password, String subject, String text) {
    var id = "<" + UUID.randomUUID() + "@cadenza.test>";
    var mail =
        new Mail(
            id,
            Instant.now(),
            "sales@cadenza.test",
            "Sales",
            to,
            "",
            subject,
            text,
            null,
            null,
            null,
            null);
    stage.sent(id, to, subject, enrollment, Instant.now());
    var server =
        new MailServer(
            "localhost", postfix.smtpPort(), MailServer.Security.NONE, "sales", password);
    try (var way = new HandIn(server, "sales@cadenza.test")) {
      return way.send(mail);
    }
  }

  private List<MessageBounced> bounces() {
    return stage.facts(MessageBounced.class);
  }

  private void assertBounced(String to, BounceClass bounceClass, String status, boolean gone) {
    await().until(() -> !bounces().isEmpty());
    assertThat(bounces())
        .extracting(
            MessageBounced::address,
            MessageBounced::bounceClass,
            MessageBounced::status,
            MessageBounced::enrollmentId,
            MessageBounced::suppressed)
        .containsExactly(tuple(to, bounceClass, status, enrollment, gone));
    assertThat(stage.facts(SuppressAddresses.class)).hasSize(gone ? 1 : 0);
    assertThat(stage.replies).isEmpty();
  }

  @Test
  void a_mail_reaches_its_recipient_with_what_we_ask_of_a_server_that_reports() {
    dovecot.user("buyer");

    assertThat(send("buyer@company.test").result()).isInstanceOf(SendResult.Accepted.class);

    try (var buyer = new OtherProgram(dovecot.imapPort(), "buyer")) {
      await().until(() -> buyer.unseen("INBOX") == 1);
    }
  }

  @Test
  void names_and_words_of_any_script_arrive_as_they_were_written() {
    dovecot.user("buyer");
    var subject = "Gr\u00fc\u00dfe \ud83d\ude80 \u0645\u0631\u062d\u0628\u0627";
    var text = "\u3053\u3093\u306b\u3061\u306f\n.\n..\nFrom me\n" + "x".repeat(2000) + "\n.";

    assertThat(send("buyer@company.test", "secret", subject, text).result())
        .isInstanceOf(SendResult.Accepted.class);

    try (var buyer = new OtherProgram(dovecot.imapPort(), "buyer")) {
      await().until(() -> buyer.unseen("INBOX") == 1);
      assertThat(buyer.subjectOfNewest("INBOX")).isEqualTo(subject);
      assertThat(buyer.textOfNewest("INBOX").replace("\r\n", "\n").strip()).isEqualTo(text);
    }
  }

  @Test
  void a_local_user_that_does_not_exist_bounces_hard() {
    assertThat(send("ghost@company.test").result()).isInstanceOf(SendResult.Accepted.class);

    assertBounced("ghost@company.test", BounceClass.HARD, "5.1.1", true);
    assertThat(
            stage.value("select count(*) from messaging.inbound_mail where matched_by = 'header'"))
        .isEqualTo("1");
  }

  @Test
  void a_full_mailbox_bounces_softly() {
    assertThat(send("full@company.test").result()).isInstanceOf(SendResult.Accepted.class);

    assertBounced("full@company.test", BounceClass.SOFT, "5.2.2", false);
  }

  @Test
  void a_refusal_by_the_recipient_s_own_rules_is_no_reply_and_suppresses_nobody() {
    dovecot.user("strict");
    dovecot.sieve(
        "strict",
        "require [\"reject\"];\nreject \"Your message was rejected as spam by our policy\";\n");

    assertThat(send("strict@company.test").result()).isInstanceOf(SendResult.Accepted.class);

    await().until(() -> !stage.others.isEmpty());
    assertThat(stage.others).hasSize(1);
    assertThat(stage.replies).isEmpty();
    assertThat(stage.facts(SuppressAddresses.class)).isEmpty();
  }

  @Test
  void a_delay_is_no_bounce_and_what_follows_it_is_a_soft_one() {
    assertThat(send("somebody@slow.test").result()).isInstanceOf(SendResult.Accepted.class);

    await().until(() -> !stage.others.isEmpty());
    assertThat(stage.others).extracting(stored -> stored.kind()).containsExactly("OTHER");
    assertThat(bounces()).isEmpty();
    assertBounced("somebody@slow.test", BounceClass.SOFT, "4.4.1", false);
  }

  @Test
  void what_the_server_refuses_while_we_talk_is_judged_at_once() {
    assertThat(send("ghost@known.test").result())
        .isInstanceOfSatisfying(
            SendResult.Refused.class, refused -> assertThat(refused.recipient()).isTrue());
  }

  @Test
  void and_so_is_what_it_refuses_under_its_policy() {
    assertThat(send("somebody@policy.test").result())
        .isInstanceOfSatisfying(
            SendResult.Refused.class, refused -> assertThat(refused.recipient()).isFalse());
  }

  @Test
  void a_wrong_password_is_the_account_s_own_trouble() {
    var attempt = send("buyer@company.test", "wrong", "Proposal", "Hello");

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(attempt.news()).isInstanceOf(AccountNews.Troubled.class);
  }

  @Test
  void an_answer_that_sieve_gives_for_somebody_on_holiday_stops_nothing_and_says_until_when() {
    var back = in9Days();
    assertThat(vacation("I am out of the office until %s.", "d MMMM uuuu", Locale.ENGLISH))
        .isBetween(back, back.plusDays(1));
  }

  @Test
  void so_does_one_in_german() {
    var back = in9Days();
    assertThat(vacation("Ich bin bis zum %s nicht im B\u00fcro.", "d. MMMM uuuu", Locale.GERMAN))
        .isBetween(back, back.plusDays(1));
  }

  private static LocalDate in9Days() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(9);
  }

  private @Nullable LocalDate vacation(String words, String pattern, Locale language) {
    var back = in9Days();
    dovecot.user("away");
    dovecot.sieve(
        "away",
        "require [\"vacation\"];\nvacation :days 1 \""
            + words.formatted(DateTimeFormatter.ofPattern(pattern, language).format(back))
            + "\";\n");

    assertThat(send("away@company.test").result()).isInstanceOf(SendResult.Accepted.class);

    await().until(() -> !stage.facts(AutoReplyReceived.class).isEmpty());
    var answer = stage.facts(AutoReplyReceived.class).get(0);
    assertThat(answer.enrollmentId()).isEqualTo(enrollment);
    assertThat(stage.replies).isEmpty();
    assertThat(stage.facts(SuppressAddresses.class)).isEmpty();
    return answer.returnsOn();
  }
}
