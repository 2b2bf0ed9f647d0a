package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.domain.SendResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same sentences with a server that lets commands be said ahead (RFC 2920). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PipelinedSmtpWireTest extends SmtpStage {
  @Override
  ScriptedServer server() {
    return new ScriptedServer().pipelining();
  }

  @Nested
  class Answers extends SmtpWireTest {
    @Override
    ScriptedServer server() {
      return new ScriptedServer().pipelining();
    }
  }

  @Nested
  class Connections extends SmtpConnectionTest {
    @Override
    ScriptedServer server() {
      return new ScriptedServer().pipelining();
    }
  }

  @Nested
  class Extensions extends SmtpExtensionsTest {
    @Override
    ScriptedServer server() {
      return new ScriptedServer().pipelining();
    }
  }

  @Test
  void mail_recipient_and_data_leave_in_one_packet() {
    send();

    assertThat(server.packets)
        .contains("MAIL FROM:<ann@example.com>\r\nRCPT TO:<bo@example.com>\r\nDATA\r\n");
  }

  @ParameterizedTest
  @CsvSource({"RCPT, 550 5.1.1 unknown", "RCPT, 450 4.2.1 greylisted"})
  void what_was_refused_is_not_sent_to_a_server_that_wants_the_data_all_the_same(At at, String no) {
    server.answering(at, no).wantingDataForNobody();

    assertThat(send().result()).isNotInstanceOf(SendResult.Accepted.class);

    assertThat(server.accepted).containsExactly("");
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(2);
    assertThat(server.connections).hasValue(1);
  }
}
