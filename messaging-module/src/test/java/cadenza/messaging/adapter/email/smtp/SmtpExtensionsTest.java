package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server offers beyond the plain protocol: notices (RFC 3461), addresses (RFC 6531). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmtpExtensionsTest extends SmtpStage {
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
  void the_envelopes_sender_names_the_message_where_that_is_wanted() {
    var id = "<vq272mcoul4e7lsa0e970s81sk@example.com>";
    var named = wire(Security.NONE, true, true);

    named.send(message("bo@example.com", Copies.NONE, id), () -> true);
    named.close();
    wire.send(message("bo@example.com", Copies.NONE, id), () -> true);

    assertThat(server.commands.stream().filter(one -> one.startsWith("MAIL")))
        .containsExactly(
            "MAIL FROM:<ann+vq272mcoul4e7lsa0e970s81sk@example.com>",
            "MAIL FROM:<ann@example.com>");
    assertThat(server.accepted).hasSize(2).allSatisfy(it -> assertThat(it).doesNotContain("ann+"));
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
}
