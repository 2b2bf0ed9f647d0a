package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.UnmatchedCard;
import cadenza.messaging.application.MatchUnmatched.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What reports that nobody could match keep of a person who is erased: nothing, and all of others.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ForgottenReportsIT extends ForgottenStage {
  private static String report(String recipients) {
    return "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nSubject: No way to gone@example.com\n"
        + "Message-ID: <b@mx.example.com>\n"
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        + "--b\n\ngone@example.com has no mailbox\n"
        + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
        + recipients
        + "--b--\n";
  }

  private static String failed(String recipient) {
    return "Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n\n".formatted(recipient);
  }

  private static String words(String said) {
    return "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nSubject: Delivery failed\n"
        + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        + "Message-ID: <w@mx.example.com>\n\n"
        + said;
  }

  @Test
  void a_report_of_which_nobody_knows_what_it_is_about_keeps_nothing_of_him() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(report(failed(GONE)));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(whatIsLeft()).doesNotContain("gone@");
    assertThat(queue()).isEmpty();
  }

  @Test
  void a_report_about_two_waits_on_with_what_it_says_of_the_other() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(report(failed(GONE) + failed("other@example.com")));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(whatIsLeft()).doesNotContain("gone@").contains("other@example.com");
    assertThat(queue())
        .extracting(UnmatchedCard::fromAddress, UnmatchedCard::snippet)
        .containsExactly(tuple("MAILER-DAEMON@mx.example.com", "other@example.com 5.1.1"));
    var id = queue().get(0).messageId();
    stage.matching(one -> one.match(stage.workspace, id, null, new Target(null, enrollment, null)));
    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::enrollmentId)
        .containsExactly(enrollment);
    assertThat(
            stage.value(
                "select recipient from messaging.inbound_bounce"
                    + " where bounced_message_id is not null"))
        .isEqualTo("other@example.com");
  }

  @Test
  void a_report_about_others_that_he_sent_himself_names_him_no_more() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(report(failed("other@example.com")).replace("MAILER-DAEMON@mx.example.com", GONE));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(whatIsLeft()).doesNotContain("gone@").contains("other@example.com");
  }

  @Test
  void the_other_s_bounce_is_found_later_all_the_same() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(report(failed(GONE) + failed("other@example.com")));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);
    var other = UUID.randomUUID();
    stage.sent("<two@cadenza.test>", "other@example.com", "Hello", other, Instant.now());
    stage.lookAgain();

    assertThat(stage.facts(MessageBounced.class))
        .extracting(MessageBounced::enrollmentId)
        .containsExactly(other);
    assertThat(queue()).isEmpty();
  }

  @Test
  void a_server_s_words_about_two_keep_what_they_say_of_the_other_alone() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(
        words(
            "Delivery failed for these recipients:\n\n  gone@example.com\n  other@example.com\n\n"
                + "User unknown\n"));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(whatIsLeft()).doesNotContain("gone@").contains("other@example.com");
    assertThat(queue()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "big.gone@example.com",
        "begone@example.com",
        "so-gone@example.com",
        "o'gone@example.com",
        "gone@example.com.au",
        "gone@example.community",
        "\u00e4gone@example.com",
        "gone@example"
      })
  void a_report_about_an_address_that_holds_his_stays_what_it_is(String other) {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(words("We know of no " + other + " here, sorry.\n"));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(queue()).extracting(UnmatchedCard::snippet).asString().contains(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Gone@Example.com",
        "<gone@example.com>:",
        "'gone@example.com'",
        "mailto:gone@example.com?subject=x",
        "gone@example.com.",
        "rfc822;gone@example.com",
        "&lt;gone@example.com&gt;"
      })
  void a_report_that_names_him_keeps_nothing_of_him_however_it_does(String named) {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(words("We know of no " + named + " here, sorry.\n"));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(whatIsLeft().toLowerCase(Locale.ROOT)).doesNotContain("gone@");
    assertThat(queue()).isEmpty();
  }

  @Test
  void a_report_in_a_server_s_words_alone_keeps_nothing_of_him_either() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(words("We know of no gone@example.com here, sorry.\n"));
    await().until(() -> queue().size() == 1);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(whatIsLeft()).doesNotContain("gone@");
  }

  @Test
  void a_report_that_was_matched_by_his_address_keeps_nothing_of_him() {
    var contact = UUID.randomUUID();
    stage.sent("<two@cadenza.test>", GONE, "Hello", UUID.randomUUID(), Instant.now());
    stage.execute("update messaging.thread set contact_id = '%s'".formatted(contact));
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(report(failed(GONE)));
    await().until(() -> stage.others.size() == 1);

    stage.erase(contact, GONE);

    assertThat(whatIsLeft()).doesNotContain("gone@");
  }
}
