package cadenza.messaging.adapter.email.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cadenza.messaging.api.BounceClass;
import cadenza.messaging.domain.Bounce;
import cadenza.messaging.domain.BounceReader;
import cadenza.messaging.domain.BounceReason;
import cadenza.messaging.domain.DeliveryAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BounceReaderTest {
  private static final String DAEMON =
      "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example.com>\n"
          + "To: seller@cadenza.test\nSubject: Undelivered Mail Returned to Sender\n";

  private static List<Bounce> read(String mail) {
    return BounceReader.read(MimeReaderTest.read(mail));
  }

  private static String report(String notice, String groups) {
    return DAEMON
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        + "--b\nContent-Type: text/plain\n\n"
        + notice
        + "\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
        + groups
        + "\n--b\nContent-Type: text/rfc822-headers\n\nTo: ann@example.com\n"
        + "Message-ID: <1@cadenza.test>\n\n--b--\n";
  }

  @Nested
  class A_report {
    @Test
    void judges_each_recipient_alone() {
      assertThat(
              read(
                  report(
                      "",
                      "Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\n"
                          + "Diagnostic-Code: smtp; 550 5.1.1 <ann@example.com>... User unknown\n\n"
                          + "Final-Recipient: rfc822; bob@example.com\nAction: failed\n"
                          + "Status: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full\n\n"
                          + "Final-Recipient: rfc822; eve@example.com\nAction: delayed\n"
                          + "Status: 4.4.1\n")))
          .extracting(
              Bounce::recipient, Bounce::action, Bounce::status, Bounce::replyCode, Bounce::reason)
          .containsExactly(
              tuple(
                  "ann@example.com",
                  DeliveryAction.FAILED,
                  "5.1.1",
                  "550",
                  BounceReason.USER_UNKNOWN),
              tuple(
                  "bob@example.com",
                  DeliveryAction.FAILED,
                  "5.2.2",
                  "552",
                  BounceReason.MAILBOX_FULL),
              tuple("eve@example.com", DeliveryAction.DELAYED, "4.4.1", "", BounceReason.EXPIRED));
    }

    @Test
    void of_the_other_server_s_words_outranks_what_the_reporting_one_made_of_them() {
      assertThat(
              read(
                  report(
                      "",
                      "Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.0.0\n"
                          + "Diagnostic-Code: smtp; 554 5.7.1 Service unavailable; client blocked"
                          + " using a list\n")))
          .extracting(Bounce::status, Bounce::bounceClass)
          .containsExactly(tuple("5.7.1", BounceClass.BLOCK));
    }

    @Test
    void without_words_is_judged_by_its_code() {
      assertThat(
              read(
                  report(
                      "",
                      "Original-Recipient: rfc822;ann@example.com\nAction: failed\n"
                          + "Status: 5.1.2\n")))
          .extracting(Bounce::recipient, Bounce::reason)
          .containsExactly(tuple("ann@example.com", BounceReason.HOST_UNKNOWN));
    }

    @Test
    void with_an_address_beyond_ascii_is_read() {
      assertThat(
              read(
                  report(
                      "",
                      "Final-Recipient: utf-8; jürgen@grün.example\nAction: failed\n"
                          + "Status: 5.1.1\n")))
          .extracting(Bounce::recipient)
          .containsExactly("jürgen@grün.example");
    }
  }

  @Nested
  class A_notice_in_words {
    @Test
    void of_qmail_is_read() {
      assertThat(
              read(
                  DAEMON
                      + "\nHi. This is the qmail-send program at mx.example.com.\n\n"
                      + "<ann@example.com>:\n192.0.2.1 does not like recipient.\n"
                      + "Remote host said: 550 no such user\nGiving up on 192.0.2.1.\n\n"
                      + "<bob@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
                      + "--- Below this line is a copy of the message.\n\nTo: x@example.com\n"))
          .extracting(Bounce::recipient, Bounce::status, Bounce::bounceClass)
          .containsExactly(
              tuple("ann@example.com", "5.0.911", BounceClass.HARD),
              tuple("bob@example.com", "5.1.1", BounceClass.HARD));
    }

    @Test
    void of_exim_is_read() {
      assertThat(
              read(
                  DAEMON
                      + "\nThe following address(es) failed:\n\n  ann@example.com\n"
                      + "    SMTP error from remote mail server after RCPT TO:<ann@example.com>:\n"
                      + "    host mx.example.com [192.0.2.1]: 452 4.2.2 mailbox over quota\n\n"
                      + "------ This is a copy of the message, including all the headers. ------\n"
                      + "Return-path: <seller@cadenza.test>\n"))
          .extracting(Bounce::recipient, Bounce::status, Bounce::replyCode, Bounce::bounceClass)
          .containsExactly(tuple("ann@example.com", "4.2.2", "452", BounceClass.SOFT));
    }

    @Test
    void that_names_nobody_is_about_whom_the_returned_message_went_to() {
      assertThat(
              read(
                  DAEMON
                      + "\nYour message could not be delivered: the mailbox is full.\n"
                      + "----- Original message -----\nTo: Ann <ann@example.com>\n\nHello\n"))
          .extracting(Bounce::recipient, Bounce::reason)
          .containsExactly(tuple("ann@example.com", BounceReason.MAILBOX_FULL));
    }

    @Test
    void of_a_delay_fails_nobody() {
      assertThat(
              read(
                  DAEMON
                      + "\nTHIS IS A WARNING MESSAGE ONLY.\nDelivery to the following recipient has"
                      + " been delayed:\n\n     ann@example.com\n"))
          .extracting(Bounce::recipient, Bounce::action)
          .containsExactly(tuple("ann@example.com", DeliveryAction.DELAYED));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 ann: user unknown | HARD",
        "550 Domain does not exist | HARD",
        "550 5.1.10 the domain has a null MX (in reply to RCPT TO command) | HARD",
        "552 Das Postfach ist voll | SOFT",
        "550 Le compte du destinataire est bloque | SOFT",
        "550 La boîte pleine | SOFT",
        "421 4.4.2 connection timed out | SOFT",
        "554 5.7.1 Message rejected as spam | BLOCK",
        "550 5.7.26 Unauthenticated email is not accepted due to its DMARC policy | BLOCK",
        "550 5.7.25 the IP address has no PTR record | BLOCK",
        "554 5.7.1 ann: Relay access denied | BLOCK",
        "550 Access denied, banned sending IP [192.0.2.1] | BLOCK",
        "550 5.0.0 | UNKNOWN",
        "550 user unknown (in reply to end of DATA command) | UNKNOWN",
        "550 user unknown (in reply to RCPT TO command) | HARD",
      })
  void the_words_of_a_server_tell_the_class(String words, BounceClass expected) {
    assertThat(
            read(
                report(
                    "",
                    "Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.0.0\n"
                        + "Diagnostic-Code: smtp; "
                        + words
                        + "\n")))
        .extracting(Bounce::bounceClass)
        .containsExactly(expected);
  }

  @Test
  void what_is_quoted_of_a_server_is_bounded() {
    var words = "550 5.1.1 " + "no such user ".repeat(10_000);
    assertThat(
            read(
                report(
                    words,
                    "Final-Recipient: rfc822; ann@example.com\nAction: failed\nDiagnostic-Code: "
                        + words
                        + "\n")))
        .allSatisfy(bounce -> assertThat(bounce.diagnostic()).hasSizeLessThanOrEqualTo(1000));
  }

  @Test
  void a_notice_or_a_report_about_very_many_takes_no_second() {
    var notice = new StringBuilder(DAEMON + "\nYour message was not delivered.\n\n");
    var groups = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      notice.append("<r").append(i).append("@example.com>:\n").append("so be it ".repeat(20));
      notice.append('\n');
      groups.append("Final-Recipient: rfc822; r").append(i).append("@example.com\n");
      groups.append("Action: failed\nDiagnostic-Code: ").append("so be it ".repeat(20));
      groups.append("\n\n");
    }
    read(notice.toString()); // the code is compiled meanwhile

    for (var mail : List.of(notice.toString(), report(notice.toString(), groups.toString()))) {
      long before = System.nanoTime();
      assertThat(read(mail)).hasSizeGreaterThan(100);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }
  }
}
