package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A letter of which others get a copy: everybody gets it, or nobody. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CopiesTest extends SmtpStage {
  private static final Copies COPIES =
      new Copies("desk@example.com", List.of("cy@example.com"), List.of("dee@example.com"));

  /** What is said ahead of an answer could not be taken back when one of several is refused. */
  @Override
  ScriptedServer server() {
    return new ScriptedServer().pipelining();
  }

  private Attempt sendCopies() {
    return wire.send(message("bo@example.com", COPIES), () -> true);
  }

  @Test
  void everybody_is_said_to_the_server_and_bcc_stands_in_no_header() {
    assertThat(sendCopies().result()).isInstanceOf(SendResult.Accepted.class);

    assertThat(server.commands)
        .containsSubsequence(
            "RCPT TO:<bo@example.com>",
            "RCPT TO:<cy@example.com>",
            "RCPT TO:<dee@example.com>",
            "DATA");
    assertThat(server.accepted).hasSize(1);
    assertThat(server.accepted.get(0))
        .contains("\nCc: cy@example.com\nReply-To: desk@example.com\n")
        .doesNotContain("dee@", "Bcc");
  }

  @Test
  void each_is_asked_about_by_his_own_address() {
    server.offeringNotices();

    sendCopies();

    assertThat(server.commands)
        .contains(
            "RCPT TO:<cy@example.com> NOTIFY=FAILURE,DELAY ORCPT=rfc822;cy@example.com",
            "RCPT TO:<dee@example.com> NOTIFY=FAILURE,DELAY ORCPT=rfc822;dee@example.com");
  }

  @Test
  void a_copy_that_is_refused_keeps_the_letter_back_and_bounces_nobody() {
    server.answering(At.RCPT, "250 ok").answering(At.RCPT, "550 5.1.1 unknown");

    var attempt = sendCopies();

    assertThat(attempt.result())
        .isEqualTo(new SendResult.Refused("the copy to cy@example.com: 550 5.1.1 unknown", false));
    assertThat(server.accepted).isEmpty();
    assertThat(server.commands).doesNotContain("DATA");
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void a_recipient_that_is_refused_though_the_copies_are_not_is_a_bounce() {
    server.answering(At.RCPT, "550 5.1.1 unknown");

    assertThat(sendCopies().result()).isEqualTo(new SendResult.Refused("550 5.1.1 unknown", true));
    assertThat(server.accepted).isEmpty();
  }

  @Test
  void what_is_refused_behind_the_data_is_not_held_against_the_one_it_was_written_to() {
    server.answering(At.DOT, "550 5.1.1 <cy@example.com> unknown");

    assertThat(sendCopies().result())
        .isInstanceOfSatisfying(
            SendResult.Refused.class, refused -> assertThat(refused.recipient()).isFalse());
  }

  @ParameterizedTest
  @CsvSource({"450 4.2.1 greylisted, Nothing", "451 4.7.1 slow down, PutOffByPolicy"})
  void a_copy_that_is_put_off_puts_off_the_letter(String reply, String news) {
    server.answering(At.RCPT, "250 ok").answering(At.RCPT, "250 ok").answering(At.RCPT, reply);

    var attempt = sendCopies();

    assertThat(attempt.result()).isInstanceOf(SendResult.TryLater.class);
    assertThat(attempt.news().getClass().getSimpleName()).isEqualTo(news);
    assertThat(server.accepted).isEmpty();
  }
}
