package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.application.ConnectionFailure;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import cadenza.testing.MailServerKeys;
import cadenza.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real certificates on a real socket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmtpTlsTest {
  static MailServerKeys keys;

  @BeforeAll
  static void an_authority_is_founded(@TempDir Path folder) {
    keys = new MailServerKeys(folder);
  }

  static ScriptedServer server(Security security, Path certificate) {
    var tls = TestAuthority.speaking(certificate);
    return security == Security.TLS ? ScriptedServer.tls(tls) : ScriptedServer.startTls(tls);
  }

  static SmtpWire wire(ScriptedServer server, Security security, OutsideTls tls) {
    var login = new MailServer(MailServerKeys.HOST, server.port(), security, "ann", "secret");
    var mailbox =
        new SendingMailbox(new UUID(0, 9), new UUID(0, 1), "ann@example.com", 0, false, login);
    return new SmtpWire(
        mailbox, KernelParts.hostsHere(), tls, SmtpStage.unsigned(), new SmtpWireTest.Noon());
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "STARTTLS"})
  void a_trusted_server_of_the_right_name_gets_the_mail(Security security) throws IOException {
    try (var server = server(security, keys.good())) {
      var wire = wire(server, security, keys.trusting());

      var attempt = wire.send(SmtpStage.message("bo@example.com"), () -> true);
      wire.close();

      assertThat(attempt.result()).isInstanceOf(SendResult.Accepted.class);
      assertThat(server.accepted).hasSize(1);
      assertThat(wire.tryOut()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLS, other name, CERTIFICATE_OTHER_HOST",
    "STARTTLS, other name, CERTIFICATE_OTHER_HOST",
    "TLS, expired, CERTIFICATE_EXPIRED",
    "STARTTLS, expired, CERTIFICATE_EXPIRED",
    "TLS, self-signed, CERTIFICATE_UNTRUSTED",
    "STARTTLS, self-signed, CERTIFICATE_UNTRUSTED",
    "TLS, unknown authority, CERTIFICATE_UNTRUSTED",
    "STARTTLS, unknown authority, CERTIFICATE_UNTRUSTED"
  })
  void another_server_gets_no_credentials_and_no_mail(
      Security security, String certificate, ConnectionFault fault) throws IOException {
    var tls = keys.clientFor(certificate);
    try (var server = server(security, keys.of(certificate))) {
      var wire = wire(server, security, tls);

      var attempt = wire.send(SmtpStage.message("bo@example.com"), () -> true);

      assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
      assertThat(attempt.news()).isEqualTo(new AccountNews.Troubled(fault.words()));
      assertThat(wire.tryOut()).contains(ConnectionFailure.of(fault));
      assertThat(server.commands).noneMatch(one -> one.startsWith("AUTH"));
      assertThat(server.accepted).isEmpty();
    }
  }

  @Test
  void a_server_that_goes_away_within_the_handshake_is_away_and_nobody_has_to_mend_anything()
      throws IOException {
    try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var closing =
          CompletableFuture.runAsync(
              () -> {
                try (var accepted = listening.accept()) {
                  accepted.getInputStream().read();
                } catch (IOException gone) {
                  throw new UncheckedIOException(gone);
                }
              });
      var login =
          new MailServer(
              MailServerKeys.HOST, listening.getLocalPort(), Security.TLS, "ann", "secret");
      var mailbox =
          new SendingMailbox(new UUID(0, 9), new UUID(0, 1), "ann@example.com", 0, false, login);
      var wire =
          new SmtpWire(
              mailbox,
              KernelParts.hostsHere(),
              keys.trusting(),
              SmtpStage.unsigned(),
              new SmtpStage.Noon());

      var attempt = wire.send(SmtpStage.message("bo@example.com"), () -> true);

      closing.join();
      assertThat(attempt.news()).isInstanceOf(AccountNews.Resting.class);
      assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    }
  }

  @Test
  void where_starttls_is_asked_for_and_not_offered_nothing_goes_in_plain_text() throws IOException {
    try (var server = new ScriptedServer()) {
      var wire = wire(server, Security.STARTTLS, keys.trusting());

      assertThat(wire.tryOut())
          .contains(ConnectionFailure.of(ConnectionFault.STARTTLS_NOT_OFFERED));
      assertThat(wire.send(SmtpStage.message("bo@example.com"), () -> true).news())
          .isInstanceOf(AccountNews.Troubled.class);
      assertThat(server.commands).noneMatch(one -> one.startsWith("AUTH"));
      assertThat(server.accepted).isEmpty();
    }
  }

  @Test
  void what_came_in_plain_text_behind_starttls_is_not_read_as_an_answer_in_tls()
      throws IOException {
    try (var server = server(Security.STARTTLS, keys.good())) {
      server.injects("\r\n250-here\r\n250 AUTH LOGIN\r\n334 VXNlcm5hbWU6");
      var wire = wire(server, Security.STARTTLS, keys.trusting());

      var attempt = wire.send(SmtpStage.message("bo@example.com"), () -> true);
      wire.close();

      assertThat(attempt.result()).isInstanceOf(SendResult.Accepted.class);
      assertThat(server.commands)
          .filteredOn(one -> one.startsWith("EHLO") || one.startsWith("AUTH"))
          .hasSize(3)
          .last()
          .asString()
          .startsWith("AUTH PLAIN");
    }
  }
}
