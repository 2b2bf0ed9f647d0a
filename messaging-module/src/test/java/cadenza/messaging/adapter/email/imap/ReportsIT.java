package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.ContactComplained;
import cadenza.messaging.api.MessageBounced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows from what servers report of our mail. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ReportsIT extends MailboxStage {
  private static final String DAEMON =
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nTo: sales@cadenza.test\n";

  private static String bounce(int number, String messageId, String groups) {
    return DAEMON
        + "Subject: Undelivered Mail\nMessage-ID: <bounce-%d@mx.example.com>\n".formatted(number)
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
        + groups
        + "\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: "
        + messageId
        + "\nTo: buyer@example.com\n\n--b--\n";
  }

  private static String failed(String recipient, String status, String words) {
    return "Final-Recipient: rfc822; %s\nAction: failed\nStatus: %s\nDiagnostic-Code: smtp; %s\n\n"
        .formatted(recipient, status, words);
  }

  private void stored(int count) {
    await().until(() -> stage.others.size() == count);
  }

  private static List<SuppressionDraft> suppressions() {
    return stage.facts(SuppressAddresses.class).stream()
        .flatMap(order -> order.suppressions().stream())
        .toList();
  }

  @Test
  void an_address_that_does_not_exist_is_suppressed() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        bounce(
            1,
            "<step-1@cadenza.test>",
            failed("buyer@example.com", "5.1.1", "550 5.1.1 User unknown")));

    stored(1);
    assertThat(stage.facts(MessageBounced.class))
        .extracting(
            MessageBounced::address,
            MessageBounced::bounceClass,
            MessageBounced::status,
            MessageBounced::replyCode,
            MessageBounced::enrollmentId,
            MessageBounced::suppressed)
        .containsExactly(
            tuple("buyer@example.com", BounceClass.HARD, "5.1.1", "550", enrollment, true));
    assertThat(suppressions())
        .extracting(SuppressionDraft::address, SuppressionDraft::channel, SuppressionDraft::reason)
        .containsExactly(tuple("buyer@example.com", "email", "bounced"));
    assertThat(stage.count("inbound_bounce where bounced_message_id is not null")).isEqualTo(1);
  }

  @Test
  void a_full_mailbox_is_counted_and_the_third_time_suppressed() {
    for (int i = 2; i <= 3; i++) {
      stage.sent(
          "<step-%d@cadenza.test>".formatted(i),
          "buyer@example.com",
          "Proposal",
          UUID.randomUUID(),
          Instant.now());
    }
    watchedFromNowOn(Duration.ofSeconds(60));

    for (int i = 1; i <= 3; i++) {
      arrives(
          bounce(
              i,
              "<step-%d@cadenza.test>".formatted(i),
              failed("buyer@example.com", "5.2.2", "552 5.2.2 Mailbox full")));
      stored(i);
      assertThat(suppressions()).hasSize(i < 3 ? 0 : 1);
    }

    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::bounceClass, MessageBounced::suppressed)
        .containsExactly(
            tuple(BounceClass.SOFT, false),
            tuple(BounceClass.SOFT, false),
            tuple(BounceClass.SOFT, true));
  }

  @Test
  void a_refusal_of_the_sender_changes_nothing_for_the_recipient() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        bounce(
            1,
            "<step-1@cadenza.test>",
            failed("buyer@example.com", "5.7.1", "554 5.7.1 blocked using a list")));

    stored(1);
    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::bounceClass, MessageBounced::suppressed)
        .containsExactly(tuple(BounceClass.BLOCK, false));
    assertThat(suppressions()).isEmpty();
  }

  @Test
  void each_recipient_of_a_report_is_judged_alone_and_a_delay_of_one_is_no_news() {
    var other = UUID.randomUUID();
    stage.sent("<other@cadenza.test>", "second@example.com", "Books", other, Instant.now());
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        bounce(
            1,
            "<step-1@cadenza.test>",
            failed("buyer@example.com", "5.2.2", "552 5.2.2 Mailbox full")
                + failed("second@example.com", "5.1.1", "550 5.1.1 User unknown")
                + "Final-Recipient: rfc822; third@example.com\nAction: delayed\n"
                + "Status: 4.4.1\n"));

    stored(1);
    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::enrollmentId, MessageBounced::bounceClass)
        .containsExactly(tuple(enrollment, BounceClass.SOFT), tuple(other, BounceClass.HARD));
    assertThat(suppressions())
        .extracting(SuppressionDraft::address)
        .containsExactly("second@example.com");
    assertThat(stage.count("inbound_bounce where action = 'DELAYED'")).isEqualTo(1);
  }

  @Test
  void a_report_about_what_this_mailbox_never_sent_counts_for_nobody() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        bounce(
            1,
            "<of-another@cadenza.test>",
            failed("stranger@example.com", "5.1.1", "550 5.1.1 User unknown")));

    stored(1);
    assertThat(stage.facts(MessageBounced.class)).isEmpty();
    assertThat(suppressions()).isEmpty();
    assertThat(stage.count("inbound_bounce")).isEqualTo(1);
  }

  @Test
  void a_report_that_returns_nothing_is_matched_by_its_envelope_id() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        DAEMON
            + "Subject: Undelivered Mail\nMessage-ID: <e@mx.example.com>\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n"
            + "Original-Envelope-Id: step+2D1@cadenza.test\n\n"
            + failed("forwarded@elsewhere.example", "5.1.1", "550 5.1.1 User unknown")
            + "--b--\n");

    stored(1);
    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::address, MessageBounced::enrollmentId)
        .containsExactly(tuple("buyer@example.com", enrollment));
  }

  @Test
  void a_report_that_names_nothing_is_matched_by_where_it_came_to() {
    stage.sent(
        "<vq272mcoul4e7lsa0e970s81sk@cadenza.test>",
        "other@example.com",
        "Hello",
        UUID.randomUUID(),
        Instant.now());
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        "From: MAILER-DAEMON@mx.example.com\n"
            + "To: sales+vq272mcoul4e7lsa0e970s81sk@cadenza.test\n"
            + "Subject: Undelivered Mail\nMessage-ID: <v@mx.example.com>\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
            + failed("forwarded@elsewhere.example", "5.1.1", "550 5.1.1 User unknown")
            + "--b--\n");

    stored(1);
    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::address)
        .containsExactly("other@example.com");
  }

  @Test
  void of_a_copy_that_comes_back_its_own_address_is_suppressed_and_nobody_bounces() {
    stage.execute("update messaging.message_content set cc_addresses = 'copied@example.com'");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        bounce(1, "<step-1@cadenza.test>", failed("copied@example.com", "5.1.1", "550 no user")));

    stored(1);
    assertThat(stage.facts(MessageBounced.class))
        .extracting(
            MessageBounced::address, MessageBounced::contactId, MessageBounced::enrollmentId)
        .containsExactly(tuple("copied@example.com", null, null));
    assertThat(suppressions())
        .extracting(SuppressionDraft::address)
        .containsExactly("copied@example.com");
  }

  @Test
  void what_a_report_says_of_nobody_known_is_held_against_nobody_where_several_got_it() {
    stage.execute("update messaging.message_content set bcc_addresses = 'copied@example.com'");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        bounce(
            1, "<step-1@cadenza.test>", failed("elsewhere@example.net", "5.1.1", "550 no user")));
    arrives(
        "From: feedback@provider.example\nTo: sales@cadenza.test\nSubject: complaint\n"
            + "Message-ID: <fb@provider.example>\n"
            + "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
            + "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
            + "User-Agent: x/1\nVersion: 1\n\n"
            + "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <step-1@cadenza.test>\n\n--b--\n");

    stored(2);
    assertThat(suppressions()).isEmpty();
  }

  @Test
  void a_server_s_own_words_about_a_recipient_count_too() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        DAEMON
            + "Subject: failure notice\nMessage-ID: <q@mx.example.com>\n\n"
            + "Hi. This is the qmail-send program at mx.example.com.\n\n"
            + "<buyer@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n");

    stored(1);
    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::enrollmentId, MessageBounced::bounceClass)
        .containsExactly(tuple(enrollment, BounceClass.HARD));
  }

  @Test
  void whoever_complains_is_suppressed() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        "From: feedback@provider.example\nTo: sales@cadenza.test\nSubject: complaint\n"
            + "Message-ID: <arf@provider.example>\n"
            + "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
            + "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n"
            + "--b\nContent-Type: message/rfc822\n\nMessage-ID: <step-1@cadenza.test>\n"
            + "Subject: Proposal\n\nHello\n--b--\n");

    stored(1);
    assertThat(stage.facts(ContactComplained.class))
        .extracting(ContactComplained::address, ContactComplained::feedback)
        .containsExactly(tuple("buyer@example.com", "abuse"));
    assertThat(suppressions())
        .extracting(SuppressionDraft::address, SuppressionDraft::reason)
        .containsExactly(tuple("buyer@example.com", "complained"));
  }
}
