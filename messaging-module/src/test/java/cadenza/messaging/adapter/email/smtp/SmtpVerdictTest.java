package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Replies of real providers, and whom each is about (OUT-21, OUT-22). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmtpVerdictTest {
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private static Attempt verdict(Stage stage, String reply) {
    return SmtpVerdict.ofReply(stage, Integer.parseInt(reply.substring(0, 3)), reply, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT | 550 5.1.1 The email account that you tried to reach does not exist",
        "RCPT | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "RCPT | 550 5.4.1 Recipient address rejected: Access denied",
        "RCPT | 550 5.1.2 Host unknown",
        "RCPT | 550 5.7.1 <bo@example.com>: Recipient address rejected: User unknown",
        "RCPT | 554 <bo@example.com>: Recipient address rejected: mailbox not found",
        "RCPT | 550 No such user here",
        "RCPT | 550 nobody",
        "RCPT | 552 5.2.2 Mailbox full",
        "DATA | 554 5.1.1 no valid recipients",
        "DOT  | 550 5.2.1 The email account that you tried to reach is disabled",
        "DOT  | 550 5.0.0 Unknown user",
        "DOT  | 550-5.1.1 The email account that you tried to reach does not exist."
      })
  void the_recipient_is_not_there_so_the_message_bounces(Stage stage, String reply) {
    var attempt = verdict(stage, reply);

    assertThat(attempt.result()).isEqualTo(new SendResult.Refused(reply, true));
    assertThat(attempt.news()).isInstanceOf(AccountNews.Nothing.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DOT  | 550 5.7.1 Our system has detected that this message is likely unsolicited mail",
        "DOT  | 550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
        "DOT  | 550 5.7.515 Access denied, sending domain does not meet the required level",
        "DOT  | 554 5.7.9999 something about policy",
        "DOT  | 554 Message rejected as spam",
        "DOT  | 550 Rejected: 192.0.2.1 listed at zen.spamhaus.org",
        "DOT  | 550 5.0.0 rejected by DMARC",
        "DATA | 554 5.7.1 Blocked by policy",
        "RCPT | 554 5.7.1 Service unavailable; client host blocked using dnsbl",
        "RCPT | 550 5.7.606 Access denied, banned sending IP"
      })
  void policy_fails_the_message_bounces_nobody_and_counts_for_the_account(
      Stage stage, String reply) {
    var attempt = verdict(stage, reply);

    assertThat(attempt.result()).isEqualTo(new SendResult.Refused(reply, false));
    assertThat(attempt.news()).isEqualTo(new AccountNews.RefusedByPolicy(reply));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAIL | 552 5.3.4 Message size exceeds fixed limit",
        "MAIL | 552 too big",
        "RCPT | 552 5.2.3 Message too large",
        "DOT  | 552 5.3.4 Your message exceeded size limits",
        "DOT  | 554 5.6.0 Corrupt message content",
        "DOT  | 554 transaction failed"
      })
  void size_and_content_fail_the_message_alone(Stage stage, String reply) {
    var attempt = verdict(stage, reply);

    assertThat(attempt.result()).isEqualTo(new SendResult.Refused(reply, false));
    assertThat(attempt.news()).isInstanceOf(AccountNews.Nothing.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONNECT | 535 5.7.8 Username and Password not accepted",
        "CONNECT | 535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
        "CONNECT | 550 5.7.30 Basic authentication is not supported for Client Submission",
        "CONNECT | 554 5.7.1 go away",
        "MAIL | 530 5.7.57 Client not authenticated to send mail",
        "MAIL | 550 5.7.1 you may not send as this",
        "MAIL | 553 sender refused",
        "RCPT | 530 5.7.0 Must issue a STARTTLS command first",
        "RCPT | 553 5.7.1 <ann@example.com>: Sender address rejected: not owned by user eve",
        "RCPT | 554 5.7.1 <bo@example.com>: Relay access denied",
        "RCPT | 550 relaying denied",
        "RCPT | 550 5.1.8 Access denied, bad outbound sender",
        "DOT  | 550 5.7.60 SMTP; Client does not have permissions to send as this sender",
        "DOT  | 554 5.2.252 SendAsDenied; ann@example.com not allowed to send as eve@example.com",
        "DOT  | 550 5.7.705 Access denied, tenant has exceeded threshold"
      })
  void the_account_may_not_send_so_it_is_troubled_and_its_mail_waits(Stage stage, String reply) {
    var attempt = verdict(stage, reply);

    assertThat(attempt.result()).isEqualTo(new SendResult.PutBack(reply, NOW));
    assertThat(attempt.news()).isEqualTo(new AccountNews.Troubled(reply));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATA | 550 5.4.5 Daily user sending limit exceeded",
        "DOT  | 550-5.4.5 Daily user sending limit exceeded. For more information on Gmail",
        "MAIL | 550 5.7.1 Sending rate limit exceeded",
        "RCPT | 550 5.7.1 Hourly sending quota reached",
        "DOT  | 554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
        "DOT  | 554 too many messages today"
      })
  void what_the_provider_allows_is_used_up_so_the_account_rests_an_hour(Stage stage, String reply) {
    var later = NOW.plus(Duration.ofHours(1));

    var attempt = verdict(stage, reply);

    assertThat(attempt.result()).isEqualTo(new SendResult.PutBack(reply, later));
    assertThat(attempt.news()).isEqualTo(new AccountNews.Resting(later, reply));
  }

  @ParameterizedTest
  @EnumSource(names = {"MAIL", "RCPT", "DATA", "DOT"})
  void four_hundreds_are_tried_later_also_where_the_basic_code_says_five(Stage stage) {
    for (var reply : new String[] {"451 4.7.1 greylisted", "452 later", "550 4.2.1 too fast"}) {
      assertThat(verdict(stage, reply)).isEqualTo(Attempt.of(new SendResult.TryLater(reply)));
    }
  }
}
