package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.application.LoginFaults;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The login by an access token (SASL XOAUTH2), said to a scripted server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenLoginTest {
  final ScriptedServer server = new ScriptedServer();
  final Tokens tokens = new Tokens();
  final SmtpWire wire = wire();

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
  }

  @Test
  void the_token_is_said_with_the_name_and_the_mail_goes() {
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);

    assertThat(server.shownTokens)
        .containsExactly("user=ann@example.com\u0001auth=Bearer token-1\u0001\u0001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"535 5.7.3 no", "334 eyJzdGF0dXMiOiI0MDAifQ=="})
  void a_token_that_ended_early_is_replaced_once_and_the_mail_goes(String refusal) {
    server.answering(At.AUTH, refusal);

    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.shownTokens).hasSize(2);
    assertThat(server.shownTokens.get(1)).contains("token-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"535 5.7.3 no", "334 eyJzdGF0dXMiOiI0MDAifQ=="})
  void a_server_that_takes_no_token_troubles_the_account_and_burns_no_attempt(String refusal) {
    server.answering(At.AUTH, refusal).answering(At.AUTH, refusal);

    var attempt = send();

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(attempt.news()).isInstanceOf(AccountNews.Troubled.class);
    assertThat(server.shownTokens).hasSize(2);
  }

  @Test
  void a_server_that_cannot_check_now_is_not_taken_for_a_refusal() {
    server.answering(At.AUTH, "454 4.7.0 temporary authentication failure");

    var attempt = send();

    assertThat(attempt.news()).isInstanceOf(AccountNews.Resting.class);
    assertThat(server.shownTokens).hasSize(1);
  }

  @Test
  void a_connection_that_is_lost_at_the_login_is_no_refusal() {
    server.answering(At.AUTH, ScriptedServer.HANG_UP);

    assertThat(send().news()).isInstanceOf(AccountNews.Resting.class);
  }

  @Test
  void an_issuer_that_refuses_troubles_the_account_with_its_words() {
    tokens.fault = ConnectionFault.AUTHORIZATION_REFUSED;

    var attempt = send();

    assertThat(attempt.news()).isEqualTo(new AccountNews.Troubled("invalid_grant"));
    assertThat(server.shownTokens).isEmpty();
  }

  @Test
  void an_issuer_that_is_away_rests_the_account_and_leaves_the_mail_server_its_good_name() {
    tokens.fault = ConnectionFault.ISSUER_AWAY;

    var attempt = send();

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(attempt.news()).isInstanceOf(AccountNews.Resting.class);
    assertThat(wire.lostServer()).isEmpty();
  }

  private Attempt send() {
    return wire.send(SmtpStage.message("bo@example.com"), () -> true);
  }

  private SmtpWire wire() {
    var login =
        new MailServer(
            "mail.example.com", server.port(), Security.NONE, "ann@example.com", null, true);
    var mailbox =
        new SendingMailbox(new UUID(0, 9), new UUID(0, 1), "ann@example.com", 0, false, login);
    return new SmtpWire(
        mailbox,
        KernelParts.hostsHere(),
        KernelParts.tls(),
        SmtpStage.unsigned(),
        new SmtpStage.Noon(),
        tokens);
  }

  private static final class Tokens implements SmtpWire.Login {
    final AtomicInteger refused = new AtomicInteger();
    @Nullable ConnectionFault fault;

    @Override
    public MailServer ready(MailServer server) {
      if (fault != null) {
        throw LoginFaults.of(fault, "invalid_grant");
      }
      return server.with("token-" + (refused.get() + 1));
    }

    @Override
    public void refused() {
      refused.incrementAndGet();
    }
  }
}
