package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.adapter.email.mime.GoldenMails;
import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.SendResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer at each stage, on a real socket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmtpWireTest extends SmtpStage {
  @Test
  void a_message_that_is_taken_is_accepted() {
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(1);
    assertThat(server.accepted.get(0))
        .contains("Message-ID: <token@example.com>", "Subject: Hello");
    assertThat(server.commands).contains("MAIL FROM:<ann@example.com>", "RCPT TO:<bo@example.com>");
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
}
