package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.messaging.api.Channel;
import cadenza.messaging.api.MailTrail.Account;
import cadenza.messaging.api.MailTrail.Answer;
import cadenza.messaging.api.MailTrail.Report;
import cadenza.messaging.domain.MailTrails;
import cadenza.messaging.domain.MailTrails_;
import cadenza.messaging.domain.MailWords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What belongs to which mail. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MailTrailIT extends MailboxStage {
  private static final String BOUNCE =
      """
      Return-Path: <>
      From: MAILER-DAEMON@mx.example.com
      To: sales@cadenza.test
      Subject: Undelivered Mail
      Message-ID: <bounce-1@mx.example.com>
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example.com

      Final-Recipient: rfc822; buyer@example.com
      Action: failed
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1 User unknown

      --b
      Content-Type: text/rfc822-headers

      Message-ID: <step-1@cadenza.test>
      To: buyer@example.com

      --b--
      """;

  private static <T> Map<UUID, T> asked(Function<MailTrails, Map<UUID, T>> question) {
    return stage.inTransaction(session -> question.apply(new MailTrails_(session)));
  }

  private static Optional<MailWords> words(UUID message) {
    return stage.inTransaction(session -> new MailTrails_(session).wordsOf(message));
  }

  private static UUID idOf(String rfcMessageId) {
    return UUID.fromString(
        stage.value(
            "select message_id from messaging.message_content where workspace_id = '%s'"
                    .formatted(stage.workspace)
                + " and rfc_message_id = '%s'".formatted(rfcMessageId)));
  }

  @Test
  void an_answer_knows_what_it_answers_and_whether_it_is_the_first() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(reply(1));
    await().until(() -> stage.replies.size() == 1);
    arrives(reply(2));
    await().until(() -> stage.replies.size() == 2);
    var sent = idOf("<step-1@cadenza.test>");
    var one = idOf("<reply-1@example.com>");
    var two = idOf("<reply-2@example.com>");

    assertThat(asked(trails -> trails.answers(stage.workspace, List.of(one, two, sent))))
        .isEqualTo(Map.of(one, new Answer(sent, 1, true), two, new Answer(sent, 1, false)));
    assertThat(asked(trails -> trails.answers(UUID.randomUUID(), List.of(one)))).isEmpty();
  }

  @Test
  void a_message_that_came_back_knows_its_report() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(BOUNCE);
    await().until(() -> stage.others.size() == 1);
    var sent = idOf("<step-1@cadenza.test>");
    var report = new Report(idOf("<bounce-1@mx.example.com>"), "<bounce-1@mx.example.com>");

    assertThat(asked(trails -> trails.reports(stage.workspace, List.of(sent))))
        .isEqualTo(Map.of(sent, report));
  }

  @Test
  void accounts_and_what_was_sent_last_are_found_by_set() {
    var sent = idOf("<step-1@cadenza.test>");

    assertThat(asked(trails -> trails.lastSent(stage.workspace, List.of(enrollment))))
        .isEqualTo(Map.of(enrollment, sent));
    assertThat(asked(trails -> trails.accounts(stage.workspace, List.of(stage.account))))
        .isEqualTo(
            Map.of(stage.account, new Account(stage.account, Channel.EMAIL, "sales@cadenza.test")));
  }

  @Test
  void a_mail_has_words_until_they_are_taken_away() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(reply(1));
    await().until(() -> stage.replies.size() == 1);
    var reply = idOf("<reply-1@example.com>");

    assertThat(words(reply).orElseThrow().text()).contains("Yes, please");
    stage.execute(
        "update messaging.message_content set body_text = null, body_html = null"
            + " where message_id = '%s'".formatted(reply));
    assertThat(words(reply)).isEmpty();
  }
}
