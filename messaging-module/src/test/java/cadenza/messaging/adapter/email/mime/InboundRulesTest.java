package cadenza.messaging.adapter.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.InboundRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InboundRulesTest {
  static final String PERSON =
      "From: Avery <buyer@example.com>\nSubject: Re: Proposal\nIn-Reply-To: <1@cadenza.test>\n";

  static InboundKind kindOf(String mail) {
    return InboundRules.kindOf(MimeReaderTest.read(mail));
  }

  static String report(String type, String part) {
    return "Auto-Submitted: auto-replied\nFrom: x@example.com\nSubject: Report\n"
        + "Content-Type: multipart/report; report-type="
        + type
        + "; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: message/"
        + type
        + "\n\n"
        + part
        + "\n--b--\n";
  }

  @Nested
  class A_person_s_mail {
    @Test
    void is_a_reply() {
      assertThat(kindOf(PERSON + "\nYes, please.")).isEqualTo(InboundKind.REPLY);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Auto-Submitted: no",
          "Auto-Submitted: No ; owner=x",
          "X-Auto-Response-Suppress: All",
          "X-Auto-Response-Suppress: OOF, AutoReply",
          "Precedence: normal",
          "List-Unsubscribe: <mailto:x@y.z>",
          "Return-Path: <buyer@example.com>"
        })
    void stays_a_reply_with(String header) {
      assertThat(kindOf(PERSON + header.replace("No ;", "no;") + "\n\nYes"))
          .isEqualTo(InboundKind.REPLY);
    }

    @Test
    void about_an_automatic_reply_is_still_a_reply() {
      assertThat(kindOf("From: a@b.c\nSubject: Re: Automatic reply: away\n\nI am back"))
          .isEqualTo(InboundKind.REPLY);
    }

    @Test
    void with_a_calendar_answer_is_a_reply() {
      assertThat(
              kindOf(
                  "From: a@b.c\nSubject: Accepted: Demo\n"
                      + "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR"))
          .isEqualTo(InboundKind.REPLY);
    }

    @Test
    void that_forwards_a_bounce_is_a_reply() {
      assertThat(
              kindOf(
                  PERSON
                      + "Content-Type: multipart/mixed; boundary=o\n\n--o\n\nlook\n--o\n"
                      + "Content-Type: message/rfc822\n\n"
                      + report("delivery-status", "Action: failed")
                      + "--o--\n"))
          .isEqualTo(InboundKind.REPLY);
    }
  }

  @Nested
  class A_machine_s_answer {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Auto-Submitted: auto-replied",
          "Auto-Submitted: auto-replied; owner-email=\"a@b.c\"",
          "Auto-Submitted: auto-generated",
          "Auto-Submitted: auto-notified",
          "Auto-Submitted: auto-replied (vacation)",
          "X-Autoreply: yes",
          "X-Autorespond: away",
          "X-Autoresponder: 1",
          "Precedence: auto_reply",
          "Precedence: bulk",
          "Precedence: junk",
          "X-Apple-Action: VACATION",
          "X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: buyer@example.com",
          "Return-Path: <>"
        })
    void is_told_by_its_header(String header) {
      assertThat(kindOf(PERSON + header + "\n\nI am away")).isEqualTo(InboundKind.AUTO_REPLY);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Auto: away",
          "Automatic reply: Proposal",
          "Out of Office: Proposal",
          "Abwesenheitsnotiz: Angebot",
          "Automatische Antwort: Angebot",
          "Réponse automatique : Offre",
          "Respuesta automática: Oferta",
          "Risposta automatica: Offerta",
          "Automatisch antwoord: Aanbod",
          "Automatiskt svar: Erbjudande",
          "自動応答: 提案",
          "自动回复: 提案",
          "Автоответ: предложение"
        })
    void is_told_by_its_subject(String subject) {
      assertThat(kindOf("From: a@b.c\nSubject: " + subject + "\n\nI am away"))
          .isEqualTo(InboundKind.AUTO_REPLY);
    }
  }

  @Nested
  class A_report {
    @Test
    void of_a_refused_recipient_is_a_bounce_and_no_automatic_reply() {
      assertThat(kindOf(report("delivery-status", "Reporting-MTA: dns; x\n\nAction: failed")))
          .isEqualTo(InboundKind.BOUNCE);
    }

    @Test
    void of_several_recipients_is_a_bounce_when_one_was_refused() {
      assertThat(kindOf(report("delivery-status", "Action: delivered\n\nAction: failed (x)")))
          .isEqualTo(InboundKind.BOUNCE);
    }

    @Test
    void of_a_delay_changes_nothing() {
      assertThat(kindOf(report("delivery-status", "Action: delayed"))).isEqualTo(InboundKind.OTHER);
    }

    @Test
    void of_a_delivery_is_a_receipt() {
      assertThat(kindOf(report("delivery-status", "Action: relayed")))
          .isEqualTo(InboundKind.RECEIPT);
    }

    @Test
    void of_reading_is_a_receipt() {
      assertThat(kindOf(report("disposition-notification", "Disposition: displayed")))
          .isEqualTo(InboundKind.RECEIPT);
    }

    @Test
    void of_abuse_is_a_complaint() {
      assertThat(kindOf(report("feedback-report", "Feedback-Type: abuse")))
          .isEqualTo(InboundKind.COMPLAINT);
    }

    @Test
    void of_a_failed_signature_is_no_complaint() {
      assertThat(kindOf(report("feedback-report", "Feedback-Type: auth-failure")))
          .isEqualTo(InboundKind.OTHER);
    }

    @Test
    void in_a_server_s_own_words_is_a_bounce_too() {
      assertThat(
              kindOf(
                  "Return-Path: <>\nFrom: MAILER-DAEMON@example.com\nSubject: failure notice\n\n"
                      + "Hi. This is the qmail-send program."))
          .isEqualTo(InboundKind.BOUNCE);
    }
  }

  @Nested
  class List_traffic {
    @Test
    void is_neither_a_reply_nor_an_automatic_one() {
      assertThat(kindOf(PERSON + "List-Id: <all.example.com>\n\nhello all"))
          .isEqualTo(InboundKind.LIST);
      assertThat(kindOf(PERSON + "Precedence: list\n\nhello all")).isEqualTo(InboundKind.LIST);
    }
  }
}
