package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.messaging.application.MatchUnmatched.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What letters and mail keep of a person who is erased. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ForgottenPersonIT extends ForgottenStage {
  @Test
  void whoever_got_a_copy_only_is_named_in_it_no_more() {
    stage.sent(
        "<two@cadenza.test>", "other@example.com", "Hello", UUID.randomUUID(), Instant.now());
    stage.execute(
        "update messaging.message_content set cc_addresses = 'cy@example.com Gone@example.com',"
            + " bcc_addresses = 'gone@example.com' where rfc_message_id = '<two@cadenza.test>'");

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(
            stage.value(
                "select concat_ws('|', to_address, subject, cc_addresses, bcc_addresses)"
                    + " from messaging.message_content where rfc_message_id = '<two@cadenza.test>'"))
        .isEqualTo("other@example.com|Hello|cy@example.com");
  }

  @Test
  void a_letter_in_a_conversation_that_he_began_as_a_stranger_keeps_nothing_of_him() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives("From: gone@example.com\nSubject: Hi\nMessage-ID: <h@example.com>\n\nHello\n");
    await().until(() -> queue().size() == 1);
    letter("(select thread_id from messaging.message_content where subject = 'Hi')", "null", GONE);

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(letters()).isEqualTo("|||");
  }

  @Test
  void a_letter_there_from_when_he_was_known_keeps_nothing_of_him_either() {
    var contact = UUID.randomUUID();
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives("From: gone@example.com\nSubject: Hi\nMessage-ID: <h@example.com>\n\nHello\n");
    await().until(() -> queue().size() == 1);
    letter(
        "(select thread_id from messaging.message_content where subject = 'Hi')",
        "'" + contact + "'",
        GONE);

    stage.erase(contact, GONE);

    assertThat(letters()).isEqualTo("|||");
  }

  @Test
  void a_letter_to_him_before_anybody_knew_him_keeps_nothing_of_him() {
    var thread = UUID.randomUUID();
    stage.execute(
        "insert into messaging.thread (id, workspace_id, sender_account_id, subject, created_at)"
            + " values ('%s', '%s', '%s', 'About gone', now())"
                .formatted(thread, stage.workspace, stage.account));
    letter("'" + thread + "'", "null", "Gone@example.com");
    letter("'" + thread + "'", "null", "gone@example.com.au");

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(letters()).isEqualTo("||| gone@example.com.au|About gone|Dear gone|cy@example.com");
    assertThat(stage.count("thread where subject = 'About gone'")).isZero();
  }

  private static void letter(String thread, String contact, String to) {
    stage.execute(
        """
        with letter as (
          insert into messaging.message (id, workspace_id, sender_account_id, direction, status,
              created_at)
          values (gen_random_uuid(), '%1$s', '%2$s', 'OUTBOUND', 'SENT', now())
          returning id)
        insert into messaging.message_content (message_id, workspace_id, sender_account_id,
            thread_id, contact_id, from_address, to_address, subject, body_text, cc_addresses,
            rfc_message_id, created_at)
        select id, '%1$s', '%2$s', %3$s, %4$s, 'sales@cadenza.test', '%5$s', 'About gone',
               'Dear gone', 'cy@example.com', '<letter@cadenza.test>', now() from letter
        """
            .formatted(stage.workspace, stage.account, thread, contact, to));
  }

  private static String letters() {
    return stage.value(
        """
        select string_agg(to_address || '|' || subject || '|' || coalesce(body_text, '') || '|'
                 || coalesce(cc_addresses, ''), ' ' order by to_address)
          from messaging.message_content where rfc_message_id = '<letter@cadenza.test>'
        """);
  }

  @Test
  void what_he_named_in_a_mail_that_was_matched_is_gone_too() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(
        "From: gone@example.com\nSubject: Hi\nMessage-ID: <h@example.com>\n"
            + "In-Reply-To: <to.gone@example.com>\n\nHello\n");
    await().until(() -> queue().size() == 1);
    var id = queue().get(0).messageId();
    stage.matching(one -> one.match(stage.workspace, id, null, new Target(null, enrollment, null)));

    stage.erase(UUID.randomUUID(), GONE);

    assertThat(whatIsLeft()).doesNotContain("gone@");
    assertThat(stage.value("select settled from messaging.inbound_mail")).isEqualTo("matched");
  }
}
