package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.testing.MailServerKeys;
import cadenza.testing.TestAuthority;
import jakarta.mail.MessagingException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
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
class ImapTlsTest {
  static MailServerKeys keys;
  static ScheduledExecutorService timeouts;

  @BeforeAll
  static void an_authority_is_founded(@TempDir Path folder) {
    keys = new MailServerKeys(folder);
    timeouts = Executors.newSingleThreadScheduledExecutor();
  }

  @AfterAll
  static void the_timeouts_end() {
    timeouts.shutdownNow();
  }

  static ScriptedMailbox server(Security security, Path certificate) {
    var tls = TestAuthority.speaking(certificate);
    return security == Security.TLS ? ScriptedMailbox.tls(tls) : ScriptedMailbox.startTls(tls);
  }

  static ImapMailbox connect(ScriptedMailbox server, Security security, OutsideTls tls)
      throws MessagingException {
    return ImapLogin.connect(
        new MailServer(MailServerKeys.HOST, server.port(), security, "ann", "secret"),
        new ImapLogin.Outside(KernelParts.hostsHere(), tls, timeouts));
  }

  static ConnectionFault faultOf(ScriptedMailbox server, Security security, OutsideTls tls) {
    var failure =
        catchThrowableOfType(
            MessagingException.class, () -> connect(server, security, tls).close());
    return ImapLogin.faultOf(failure);
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "STARTTLS"})
  void a_trusted_server_of_the_right_name_is_logged_in_to(Security security) throws Exception {
    try (var server = server(security, keys.good());
        var mailbox = connect(server, security, keys.trusting())) {
      assertThat(mailbox.offersIdle()).isFalse();
      assertThat(server.commands).anyMatch(one -> one.startsWith("credentials"));
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
  void another_server_gets_no_credentials(
      Security security, String certificate, ConnectionFault fault) throws Exception {
    var tls = keys.clientFor(certificate);
    try (var server = server(security, keys.of(certificate))) {
      assertThat(faultOf(server, security, tls)).isEqualTo(fault);
      assertThat(server.commands)
          .noneMatch(one -> one.startsWith("credentials") || one.contains("LOGIN"));
    }
  }

  @Test
  void where_starttls_is_asked_for_and_not_offered_nobody_logs_in() throws Exception {
    try (var server = ScriptedMailbox.plain()) {
      assertThat(faultOf(server, Security.STARTTLS, keys.trusting()))
          .isEqualTo(ConnectionFault.STARTTLS_NOT_OFFERED);
      assertThat(server.commands)
          .noneMatch(one -> one.startsWith("credentials") || one.contains("LOGIN"));
    }
  }

  @Test
  void what_came_in_plain_text_behind_starttls_is_not_read_as_an_answer_in_tls() throws Exception {
    try (var server = server(Security.STARTTLS, keys.good())) {
      server.injects("\r\n* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\nA2 OK done");
      try (var mailbox = connect(server, Security.STARTTLS, keys.trusting())) {
        assertThat(mailbox.offersIdle()).isFalse();
        assertThat(server.commands).anyMatch(one -> one.startsWith("credentials"));
      }
    }
  }
}
