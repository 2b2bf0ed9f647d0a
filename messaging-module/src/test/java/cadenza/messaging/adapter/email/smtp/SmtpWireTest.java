package cadenza.messaging.adapter.email.smtp;

import static cadenza.messaging.adapter.email.smtp.ScriptedServer.HANG_UP;
import static cadenza.messaging.adapter.email.smtp.ScriptedServer.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Clocks;
import cadenza.messaging.adapter.email.dkim.DomainKeysTest;
import cadenza.messaging.adapter.email.mime.GoldenMails;
import cadenza.messaging.adapter.email.mime.Mail;
import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer at each stage, on a real socket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmtpWireTest {
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  final ScriptedServer server = server();
  final SmtpWire wire = wire(Security.NONE, true);

  ScriptedServer server() {
    return new ScriptedServer();
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
  }

  @Test
  void a_message_that_is_taken_is_accepted() {
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(1);
    assertThat(server.accepted.get(0))
        .contains("Message-ID: <token@example.com>", "Subject: Hello");
    assertThat(server.commands).contains("MAIL FROM:<ann@example.com>", "RCPT TO:<bo@example.com>");
  }

  @Test
  void a_server_that_reports_is_asked_to_and_told_which_message_it_is() {
    server.offeringNotices();

    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);

    assertThat(server.commands)
        .contains(
            "MAIL FROM:<ann@example.com> RET=HDRS ENVID=token@example.com",
            "RCPT TO:<bo@example.com> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bo@example.com");
    assertThat(server.accepted).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "follow-up", "names-and-emoji", "japanese", "long-lines"})
  void a_mail_arrives_as_the_committed_file_says(String name) {
    var mail = Objects.requireNonNull(GoldenMails.all().get(name));

    wire.send(message(mail), () -> true);

    assertThat(server.accepted)
        .containsExactly(
            new String(GoldenMails.bytes(name), StandardCharsets.US_ASCII).replace("\r\n", "\n"));
  }

  @Test
  void many_messages_share_a_connection_and_a_hundred_are_enough() {
    for (int i = 0; i < 101; i++) {
      assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    }

    assertThat(server.accepted).hasSize(101);
    assertThat(server.connections).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "250 Ok 0102018f3c5a7b1e-9c1d2e3f-0000, 0102018f3c5a7b1e-9c1d2e3f-0000",
    "250 2.0.0 OK <AM0PR01.1@prod.outlook.com> [Hostname=AM0], AM0PR01.1",
    "250 2.0.0 Ok: queued as 4Xw0nB2kzPz9sWq,",
    "250 2.0.0 queued,"
  })
  void the_providers_name_of_the_message_is_taken_from_its_answer(String reply, String name) {
    server.answering(At.DOT, reply);

    assertThat(send().result()).isEqualTo(new SendResult.Accepted(name));
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 451 4.3.0 later",
    "MAIL, 450 later",
    "RCPT, 450 4.2.1 greylisted",
    "RCPT, 451 4.7.1 Greylisted",
    "RCPT, 452 4.2.2 full",
    "RCPT, 550 4.2.1 the enhanced code decides",
    "DATA, 451 4.3.0 later",
    "DOT, 451 4.3.0 later",
    "DOT, 452 later"
  })
  void four_hundreds_are_tried_later(At at, String reply) {
    server.answering(at, reply);

    var attempt = send();

    assertThat(attempt.result()).isInstanceOf(SendResult.TryLater.class);
    assertThat(attempt.news()).isInstanceOf(AccountNews.Nothing.class);
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 451 4.7.0 slow down", "RCPT, 451 4.7.1 later", "DOT, 450 4.7.28 unusual rate"})
  void what_policy_puts_off_is_tried_later_and_counted(At at, String reply) {
    server.answering(at, reply);

    var attempt = send();

    assertThat(attempt.result()).isInstanceOf(SendResult.TryLater.class);
    assertThat(attempt.news()).isEqualTo(new AccountNews.PutOffByPolicy(reply));
    assertThat(attempt.news().stopsSending()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"501 5.5.4 unsupported", "555 parameters not recognized", "504 5.5.4 no"})
  void a_server_that_refuses_what_it_offers_is_asked_for_no_notices_again(String reply) {
    server
        .offeringNotices()
        .pipelining()
        .answering(At.MAIL, reply)
        .answering(At.RCPT, "503 5.5.1 nobody sends it");

    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);

    assertThat(server.accepted).hasSize(2);
    assertThat(server.connections).hasValue(1);
    assertThat(server.commands.stream().filter(one -> one.contains("RET=HDRS"))).hasSize(1);
    assertThat(server.commands).contains("MAIL FROM:<ann@example.com>");
  }

  @Test
  void a_server_that_refuses_notices_and_hangs_up_is_logged_in_to_once_more_and_not_for_ever() {
    server
        .offeringNotices()
        .answering(At.MAIL, ScriptedServer.THEN_HANG_UP + "501 5.5.4 no")
        .answering(At.MAIL, ScriptedServer.THEN_HANG_UP + "501 5.5.4 no");

    assertThat(send().result()).isNotInstanceOf(SendResult.Accepted.class);
    assertThat(server.connections.get()).isLessThanOrEqualTo(3);
    assertThat(server.commands.stream().filter(one -> one.contains("RET=HDRS"))).hasSize(1);
  }

  @Test
  void notices_refused_with_the_recipient_are_left_out_too() {
    server.offeringNotices().answering(At.RCPT, "501 5.5.4 NOTIFY not understood");

    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);

    assertThat(server.commands).contains("RCPT TO:<bo@example.com>");
  }

  @Test
  void a_recipient_that_is_refused_without_notices_too_is_refused() {
    server
        .offeringNotices()
        .answering(At.RCPT, "501 5.1.3 bad address")
        .answering(At.RCPT, "501 5.1.3 bad address");

    assertThat(send().result()).isInstanceOf(SendResult.Refused.class);
    assertThat(server.accepted).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 unknown, true",
    "RCPT, 550 unknown, true",
    "RCPT, 553 5.1.3 bad, true",
    "RCPT, 550 5.2.1 disabled, true",
    "RCPT, 554 5.7.1 policy, false",
    "RCPT, 552 5.2.3 too big, false",
    "DATA, 554 5.7.1 policy, false",
    "DATA, 554 no valid recipients, false",
    "DOT, 550 5.1.1 unknown, true",
    "DOT, 550 5.7.26 unauthenticated, false",
    "DOT, 554 5.6.0 content, false",
    "MAIL, 552 5.3.4 too big, false"
  })
  void five_hundreds_are_refused_and_only_the_recipients_fault_is_a_bounce(
      At at, String reply, boolean recipient) {
    server.answering(at, reply);

    var attempt = send();

    assertThat(attempt.result())
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> {
              assertThat(refused.recipient()).isEqualTo(recipient);
              assertThat(refused.reason()).contains(reply);
            });
    assertThat(attempt.news().stopsSending()).isFalse();
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, 554 5.7.1 go away",
    "AUTH, 535 5.7.8 bad password",
    "AUTH, 534 5.7.9 stronger",
    "MAIL, 530 5.7.0 authenticate first",
    "MAIL, 550 5.7.1 you may not send as this",
    "RCPT, 530 5.7.0 authenticate first",
    "RCPT, 538 encryption needed"
  })
  void the_accounts_own_trouble_burns_no_attempt_and_bounces_nobody(At at, String reply) {
    server.answering(at, reply);

    var attempt = send();

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(attempt.news()).isInstanceOf(AccountNews.Troubled.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, true",
    "AUTH, true",
    "MAIL, true",
    "RCPT, false",
    "DATA, false",
    "DOT, false"
  })
  void at_421_the_account_rests(At at, boolean putBack) {
    server.answering(at, "421 4.7.0 too many");

    var attempt = send();

    assertThat(attempt.news()).isInstanceOf(AccountNews.Resting.class);
    assertThat(attempt.result())
        .isInstanceOf(putBack ? SendResult.PutBack.class : SendResult.TryLater.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"})
  void a_connection_lost_before_the_final_dot_is_a_safe_retry(At at) {
    server.answering(at, HANG_UP);

    var attempt = send();

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(attempt.news()).isInstanceOf(AccountNews.Resting.class);
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(1);
  }

  @Test
  void a_connection_lost_behind_the_final_dot_is_an_unknown_outcome() {
    server.answering(At.DOT, HANG_UP);

    assertThat(send().result()).isInstanceOf(SendResult.Unknown.class);
  }

  @Test
  void a_hanging_server_can_be_cut_off() throws Exception {
    server.answering(At.RCPT, SILENCE);
    var waiting = CompletableFuture.supplyAsync(this::send);
    while (server.commands.stream().noneMatch(one -> one.startsWith("RCPT"))) {
      Thread.onSpinWait();
    }

    wire.cut();

    assertThat(waiting.get(10, TimeUnit.SECONDS).result()).isInstanceOf(SendResult.PutBack.class);
  }

  @Test
  void a_wait_at_the_dot_is_not_cut_for_what_came_before_it() throws Exception {
    server.answering(At.DOT, SILENCE);
    var waiting = CompletableFuture.supplyAsync(this::send);
    while (!wire.isAt(Stage.DOT)) {
      Thread.onSpinWait();
    }

    wire.cutIfHanging(System.nanoTime() + TimeUnit.MINUTES.toNanos(10));
    assertThat(waiting).isNotDone();
    wire.cutIfHanging(System.nanoTime() + TimeUnit.MINUTES.toNanos(12));

    assertThat(waiting.get(10, TimeUnit.SECONDS).result()).isInstanceOf(SendResult.Unknown.class);
  }

  @Test
  void a_server_that_is_lost_is_left_alone_for_a_while_by_all_its_mailboxes() {
    var servers = new ServersAway();
    var later = NOW;
    var first = servers.lost("mx:25", later);
    assertThat(first).isEqualTo(NOW.plusSeconds(15));
    assertThat(servers.lost("mx:25", later.plusSeconds(1))).isEqualTo(first);
    assertThat(servers.later("mx:25", later.plusSeconds(1))).isEmpty();

    assertThat(servers.lost("mx:25", first)).isEqualTo(first.plusSeconds(30));
    assertThat(servers.later("mx:25", first)).contains(first.plusSeconds(30));

    assertThat(servers.later("mx:25", first.plusSeconds(30))).as("one asks").isEmpty();
    assertThat(servers.later("mx:25", first.plusSeconds(30))).as("only one").isPresent();
    assertThat(servers.later("other:25", first)).isEmpty();
    for (int i = 0; i < 10; i++) {
      later = servers.lost("mx:25", later.plusSeconds(600));
    }
    assertThat(servers.lost("mx:25", later)).isEqualTo(later.plusSeconds(300));
    servers.answered("mx:25");
    assertThat(servers.later("mx:25", later)).isEmpty();
  }

  @Test
  void a_mailbox_does_not_even_connect_to_a_server_that_others_found_away() {
    var servers = new ServersAway();
    servers.lost("mx:25", NOW.minusSeconds(60));
    servers.lost("mx:25", NOW);
    var patient = new PatientWire(wire, "mx:25", servers, new Noon());

    var attempt = patient.send(message("bo@example.com"), () -> true);

    assertThat(attempt.news())
        .isEqualTo(new AccountNews.Resting(NOW.plusSeconds(30), "The server is away."));
    assertThat(server.connections).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 421 4.7.0 too many, Resting",
    "MAIL, 550 5.7.1 you may not send as this, Troubled",
    "RCPT, 550 5.1.1 unknown, Nothing"
  })
  void a_refusal_counts_though_the_server_hangs_up_behind_it(At at, String reply, String news) {
    server.answering(at, ScriptedServer.THEN_HANG_UP + reply);

    var attempt = send();

    assertThat(attempt.news().getClass().getSimpleName()).isEqualTo(news);
    assertThat(send().result())
        .as("the next message is not judged by it")
        .isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(1);
  }

  @Test
  void a_kept_connection_that_the_server_closed_is_made_again() {
    send();
    server.answering(At.MAIL, HANG_UP);

    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(2);
  }

  @Test
  void without_a_permit_nothing_goes() {
    var attempt = wire.send(message("bo@example.com"), () -> false);

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(server.commands).noneMatch(one -> one.startsWith("MAIL"));
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void a_permit_that_ends_before_the_data_keeps_it_back() {
    var asked = new AtomicInteger();

    var attempt = wire.send(message("bo@example.com"), () -> asked.incrementAndGet() < 2);

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(server.accepted).isEmpty();
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(1);
  }

  @Test
  void a_server_without_starttls_gets_no_credentials_and_no_mail() {
    try (var strict = new Closing(wire(Security.STARTTLS, true))) {
      var attempt = strict.wire().send(message("bo@example.com"), () -> true);

      assertThat(attempt.news()).isInstanceOf(AccountNews.Troubled.class);
      assertThat(server.commands).noneMatch(one -> one.startsWith("AUTH"));
      assertThat(server.accepted).isEmpty();
    }
  }

  @Test
  void plain_text_is_refused_where_no_operator_allowed_it() {
    var attempt = wire(Security.NONE, false).send(message("bo@example.com"), () -> true);

    assertThat(attempt.news()).isInstanceOf(AccountNews.Troubled.class);
    assertThat(server.connections).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "bo@example.com>\r\nRCPT TO:<eve@example.com",
    "bo\u760d\u760aRCPT@example.com",
    "bo @example.com",
    "bo"
  })
  void an_address_that_smtp_cannot_carry_reaches_no_server(String address) {
    var attempt = wire.send(message(address), () -> true);

    assertThat(attempt.result()).isInstanceOf(SendResult.Refused.class);
    assertThat(server.commands).isEmpty();
  }

  @Test
  void an_address_beyond_ascii_is_said_to_a_server_that_takes_it() {
    server.international().offeringNotices().pipelining();

    var attempt = wire.send(message("j\u00fcrg@b\u00fccher.example"), () -> true);
    send();

    assertThat(attempt.result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.commands)
        .contains(
            "MAIL FROM:<ann@example.com> RET=HDRS ENVID=token@example.com SMTPUTF8",
            bytes("RCPT TO:<j\u00fcrg@xn--bcher-kva.example> NOTIFY=FAILURE,DELAY"),
            "MAIL FROM:<ann@example.com> RET=HDRS ENVID=token@example.com",
            "RCPT TO:<bo@example.com> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bo@example.com");
    assertThat(server.accepted.get(0))
        .contains(bytes("To: \"Bo\" <j\u00fcrg@xn--bcher-kva.example>\n"));
  }

  @Test
  void an_address_beyond_ascii_is_not_said_to_any_other_server() {
    var attempt = wire.send(message("j\u00fcrg@example.com"), () -> true);

    assertThat(attempt.result())
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> {
              assertThat(refused.recipient()).isFalse();
              assertThat(refused.reason()).contains("SMTPUTF8");
            });
    assertThat(server.commands).noneMatch(one -> one.startsWith("MAIL"));
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void an_international_domain_is_said_as_its_a_label_to_every_server() {
    wire.send(message("bo@b\u00fccher.example"), () -> true);

    assertThat(server.commands).contains("RCPT TO:<bo@xn--bcher-kva.example>");
  }

  /** As the server reads them, byte by byte. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private record Closing(SmtpWire wire) implements AutoCloseable {
    @Override
    public void close() {
      wire.close();
    }
  }

  final Attempt send() {
    return wire.send(message("bo@example.com"), () -> true);
  }

  private SmtpWire wire(Security security, boolean plain) {
    var login = new MailServer("mail.example.com", server.port(), security, "ann", "secret");
    var mailbox = new SendingMailbox(new UUID(0, 9), new UUID(0, 1), "ann@example.com", 0, login);
    return new SmtpWire(
        mailbox,
        plain ? KernelParts.hostsHere() : KernelParts.hostsOutsideOnly(),
        KernelParts.tls(),
        unsigned(),
        new Noon());
  }

  static OutgoingMail unsigned() {
    var mail = new OutgoingMail();
    mail.waysOut = new WaysOut();
    mail.domainKeys = DomainKeysTest.none();
    return mail;
  }

  static BegunMessage message(String to) {
    return message(
        new Mail(
            "<token@example.com>",
            NOW,
            "ann@example.com",
            "Ann",
            to,
            "Bo",
            "Hello",
            "Hi Bo",
            null,
            null,
            null,
            null));
  }

  static BegunMessage message(Mail mail) {
    return new BegunMessage(
        new UUID(0, 2),
        new UUID(0, 3),
        new UUID(0, 1),
        null,
        null,
        null,
        new UUID(0, 4),
        1,
        0,
        NOW,
        NOW,
        null,
        new UUID(0, 5),
        mail.fromAddress(),
        mail.fromName(),
        mail.toAddress(),
        mail.toName(),
        mail.subject(),
        mail.text(),
        mail.html(),
        mail.messageId(),
        mail.inReplyTo(),
        mail.references(),
        false,
        0,
        0);
  }

  static final class Noon implements Clocks {
    @Override
    public Instant of(UUID workspaceId) {
      return NOW;
    }

    @Override
    public Instant real() {
      return NOW;
    }
  }
}
