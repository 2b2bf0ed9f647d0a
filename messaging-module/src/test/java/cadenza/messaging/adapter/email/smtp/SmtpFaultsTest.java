package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import cadenza.testing.MailServerKeys;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each stage of an SMTP exchange goes wrong once, as {@code smtp-faults.csv} says: what becomes of
 * the message and of the account, and that the worker is free and the next message goes.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SmtpFaultsTest {
  private static MailServerKeys keys;

  @BeforeAll
  static void an_authority_is_founded(@TempDir Path folder) {
    keys = new MailServerKeys(folder);
  }

  @ParameterizedTest(name = "{1} at {0}: the message {2}, the account {3}")
  @CsvFileSource(resources = "/smtp-faults.csv", numLinesToSkip = 1)
  void a_fault_has_its_consequence_and_the_next_message_goes(
      At stage, String fault, String message, String account) throws Exception {
    boolean tls = stage == At.STARTTLS || stage == At.QUIT;
    var security = tls ? Security.STARTTLS : Security.NONE;
    try (var server = tls ? SmtpTlsTest.server(security, keys.good()) : new ScriptedServer()) {
      var wire = SmtpTlsTest.wire(server, security, keys.trusting());
      server.answering(stage, said(fault));

      var attempt = attempt(server, wire, stage, fault);

      assertThat(attempt.result().getClass().getSimpleName()).isEqualTo(message);
      assertThat(attempt.news().getClass().getSimpleName()).isEqualTo(account);
      int before = attempt.result() instanceof SendResult.Accepted ? 1 : 0;
      assertThat(server.accepted).hasSize(before);
      assertThat(send(wire).result()).isInstanceOf(SendResult.Accepted.class);
      assertThat(server.accepted).hasSize(before + 1);
      wire.close();
    }
  }

  private static Attempt attempt(ScriptedServer server, SmtpWire wire, At stage, String fault)
      throws Exception {
    var sending =
        CompletableFuture.supplyAsync(
            () -> {
              var attempt = send(wire);
              if (stage == At.QUIT) {
                wire.close();
              }
              return attempt;
            });
    if (fault.equals("hang") && stage != At.QUIT) {
      server.awaitSilence();
      wire.cutIfHanging(System.nanoTime() + TimeUnit.MINUTES.toNanos(12));
    }
    return sending.get(20, TimeUnit.SECONDS);
  }

  private static Attempt send(SmtpWire wire) {
    return wire.send(SmtpStage.message("bo@example.com"), () -> true);
  }

  private static String said(String fault) {
    return switch (fault) {
      case "hang" -> ScriptedServer.SILENCE;
      case "cut" -> ScriptedServer.HANG_UP;
      case "garbage" -> "\u0000\u00ff\u00fe what is this";
      default -> fault;
    };
  }
}
