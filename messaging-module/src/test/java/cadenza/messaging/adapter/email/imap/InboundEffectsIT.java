package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.OptOutWay;
import cadenza.messaging.application.InboundParts;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows from the words of a mail, and what it brings along. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class InboundEffectsIT extends MailboxStage {
  private void stored(int count) {
    await().until(() -> stage.others.size() == count);
  }

  private static List<SuppressionDraft> suppressions() {
    return stage.facts(SuppressAddresses.class).stream()
        .flatMap(order -> order.suppressions().stream())
        .toList();
  }

  @Test
  void whoever_asks_for_no_more_in_his_own_words_is_taken_off() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Yes, please. 1", "Please remove me from your list."));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.facts(ContactOptedOut.class))
        .extracting(ContactOptedOut::address, ContactOptedOut::way)
        .containsExactly(tuple("buyer@example.com", OptOutWay.WORDS));
    assertThat(suppressions()).extracting(SuppressionDraft::reason).containsExactly("opted_out");
  }

  @Test
  void what_a_colleague_writes_takes_nobody_off() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        reply(1)
            .replace("Avery <buyer@example.com>", "Bo <colleague@example.com>")
            .replace("Yes, please. 1", "Please remove me from your list."));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.facts(ContactOptedOut.class)).isEmpty();
    assertThat(suppressions()).isEmpty();
  }

  @Test
  void a_subject_that_grows_in_lower_case_is_read_like_any_other() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        "From: a@b.example\nMessage-ID: <i@b.example>\nSubject:"
            + " =?utf-8?B?xLDEsMSwxLDEsMSwxLDEsMSwxLDEsMSwxLDEsHVuc3Vic2NyaWJlLQ==?=\n\nhello");

    stored(1);
    assertThat(stage.count("inbound_mail")).isEqualTo(1);
    assertThat(stage.facts(ContactOptedOut.class)).isEmpty();
  }

  @Test
  void what_is_only_quoted_takes_nobody_off() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        reply(1)
            .replace(
                "Yes, please. 1",
                "Yes!\n\nOn Mon, 5 Jan 2026, Sales <sales@cadenza.test> wrote:\n"
                    + "> Please unsubscribe here."));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.facts(ContactOptedOut.class)).isEmpty();
    assertThat(
            stage.value("select reply_text from messaging.message_content where reply_text <> ''"))
        .isEqualTo("Yes!");
  }

  @Test
  void a_mail_to_the_address_in_list_unsubscribe_takes_off_whom_the_message_went_to() {
    var message =
        UUID.fromString(
            stage.value("select id::text from messaging.message where status = 'SENT'"));
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        "From: somebody.else@example.com\nTo: sales@cadenza.test\nMessage-ID: <u@example.com>\n"
            + "Subject: "
            + InboundParts.optOutSubject(message)
            + "\n\nSent by a mail program.\n");

    stored(1);
    assertThat(stage.facts(ContactOptedOut.class))
        .extracting(ContactOptedOut::address, ContactOptedOut::way)
        .containsExactly(tuple("buyer@example.com", OptOutWay.MAIL));
  }

  @Test
  void an_absence_says_when_it_ends() {
    var back = LocalDate.now(ZoneOffset.UTC).plusDays(9);
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        reply(1)
            .replace("Subject: Re: Proposal", "Auto-Submitted: auto-replied\nSubject: Away")
            .replace("Yes, please. 1", "I will be back on " + back + "."));

    stored(1);
    assertThat(stage.facts(AutoReplyReceived.class))
        .extracting(AutoReplyReceived::enrollmentId, AutoReplyReceived::returnsOn)
        .containsExactly(tuple(enrollment, back));
    assertThat(suppressions()).isEmpty();
  }

  @Test
  void files_are_kept_as_far_as_there_is_room_and_the_others_are_named() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(withFiles(900, 1200, 700, 500, 50));

    await().until(() -> stage.replies.size() == 1);
    assertThat(
            stage.values(
                "select name || ' ' || size || ' ' || coalesce(length(content)::text, 'named')"
                    + " from messaging.attachment order by position"))
        .containsExactly(
            "0.bin 900 900", "1.bin 1200 named", "2.bin 700 named", "3.bin 500 500", "4.bin 50 50");
  }

  private static String withFiles(int... sizes) {
    var mail =
        new StringBuilder(
            reply(1)
                .replace(
                    "Date:",
                    "Content-Type: multipart/mixed; boundary=b\nReply-To: a@b.example\nDate:")
                .replace("Yes, please. 1\n", "--b\n\nYes.\n"));
    for (int i = 0; i < sizes.length; i++) {
      mail.append("--b\nContent-Type: application/pdf; name=%d.bin\n\n".formatted(i))
          .append("x".repeat(sizes[i]))
          .append('\n');
    }
    return mail.append("--b--\n").toString();
  }
}
