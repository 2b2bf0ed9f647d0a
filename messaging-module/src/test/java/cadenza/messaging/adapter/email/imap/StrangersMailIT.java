package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers once wrote is not kept for ever. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class StrangersMailIT extends MailboxStage {
  private static String mail(String from, int number, String more) {
    return "From: %s\nSubject: Offer %d\nMessage-ID: <%d@b.example>\n%s\nBuy now!\n"
        .formatted(from, number, number, more);
  }

  @Test
  void nothing_is_left_of_junk_whether_it_waits_or_was_dismissed() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(mail("junk@b.example", 1, ""));
    arrives(mail("junk@b.example", 2, "In-Reply-To: <1@b.example>\n"));
    arrives(mail("other@b.example", 3, ""));
    arrives(mail("news@b.example", 4, "List-Id: <all.b.example>\n"));
    await().until(() -> stage.count("inbound_mail") == 4);
    var dismissed =
        UUID.fromString(
            stage.value(
                "select message_id from messaging.message_content"
                    + " where from_address = 'other@b.example'"));
    stage.matching(one -> one.dismiss(stage.workspace, dismissed, null));

    stage.forgetStrangers();

    assertThat(stage.count("inbound_mail")).isZero();
    assertThat(stage.count("message where direction = 'INBOUND'")).isZero();
    assertThat(stage.count("message_content where received_at is not null")).isZero();
    assertThat(stage.count("thread")).isEqualTo(1);
  }

  @Test
  void what_belongs_to_anybody_is_kept() {
    stage.contacts.put("known@b.example", UUID.randomUUID());
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(reply(1));
    arrives(mail("known@b.example", 2, ""));
    arrives(mail("asked@b.example", 3, ""));
    await().until(() -> stage.count("inbound_mail") == 3);
    stage.execute(
        "update messaging.thread set assignee_id = gen_random_uuid() where subject = 'Offer 3'");

    stage.forgetStrangers();

    assertThat(stage.count("inbound_mail")).isEqualTo(3);
    assertThat(stage.count("thread")).isEqualTo(3);
  }

  @Test
  void what_somebody_wrote_before_he_became_a_contact_is_kept() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(mail("late@b.example", 1, ""));
    arrives(mail("colleague@b.example", 2, "In-Reply-To: <1@b.example>\n"));
    arrives(mail("junk@b.example", 3, ""));
    await().until(() -> stage.count("inbound_mail") == 3);
    stage.contacts.put("late@b.example", UUID.randomUUID());

    stage.forgetStrangers();

    assertThat(
            stage.values(
                "select from_address from messaging.message_content"
                    + " where received_at is not null order by 1"))
        .containsExactly("colleague@b.example", "late@b.example");
  }

  @Test
  void what_is_kept_is_not_looked_at_again_at_once() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(reply(1));
    arrives(mail("asked@b.example", 2, ""));
    arrives(mail("junk@b.example", 3, ""));
    await().until(() -> stage.count("inbound_mail") == 3);
    stage.execute(
        "update messaging.thread set assignee_id = gen_random_uuid() where subject = 'Offer 2'");
    var now = Instant.now();

    stage.forgetStrangers();

    assertThat(stage.count("inbound_mail")).isEqualTo(2);
    assertThat(stage.strays(now)).isZero();
  }

  @Test
  void what_somebody_holds_is_left_for_another_time() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(mail("junk@b.example", 1, ""));
    await().until(() -> stage.count("inbound_mail") == 1);

    stage.inTransaction(
        session -> {
          session
              .createNativeQuery("select 1 from messaging.inbound_mail for update", Integer.class)
              .getResultList();
          stage.forgetStrangers();
          return true;
        });
    assertThat(stage.count("inbound_mail")).isEqualTo(1);

    stage.forgetStrangers();
    assertThat(stage.count("inbound_mail")).isZero();
  }
}
