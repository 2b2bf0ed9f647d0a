package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.messaging.api.AccountSide;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that refuse or stay away, and mail that cannot be stored. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MailboxTroubleIT extends MailboxStage {
  @Test
  void a_mail_that_cannot_be_stored_is_set_aside_and_those_after_it_come_through() {
    watchedFromNowOn(Duration.ofSeconds(1));
    stage.storingFails = true;

    arrives("From: a@b.c\nSubject: poison\nMessage-ID: <p@b.c>\n\nx");
    arrives(reply(1));

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.replies.size() == 1);
    assertThat(stage.value("select reason from messaging.message where kind = 'OTHER'"))
        .contains("could not be read");
  }

  @Test
  void what_our_own_database_refuses_is_not_held_against_the_mail() {
    watchedFromNowOn(Duration.ofSeconds(1));
    stage.refusals.set(4);

    arrives(reply(1));

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.count("inbound_mail") == 1);
    assertThat(stage.replies).hasSize(1);
  }

  @Test
  void a_mail_whose_body_cannot_be_stored_is_a_reply_by_its_header() {
    watchedFromNowOn(Duration.ofSeconds(1));
    stage.storingFails = true;

    arrives(reply(1).replace("Yes, please.", "poison"));

    await().atMost(Duration.ofSeconds(60)).until(() -> stage.count("inbound_mail") == 1);
    assertThat(stage.replies).hasSize(1);
  }

  @Test
  void a_refused_login_is_remembered_and_not_repeated_within_a_minute() {
    var before = Instant.now();
    stage.execute("update messaging.sender_account set imap_password = 'wrong'");
    watch(Duration.ofSeconds(1));

    await().until(() -> stage.count("mailbox where failures = 1 and trouble is not null") == 1);
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .until(() -> stage.count("mailbox where failures = 1") == 1);
    assertThat(new StageDesk(stage).held(NODE, LEASE, 10).get(0).nextLoginAt())
        .isAfter(before.plusSeconds(59));
  }

  @Test
  void a_refused_login_is_told_of_once_and_so_is_its_end() {
    sales.setPassword("another");
    var watcher = watch(Duration.ofSeconds(1));
    await().until(() -> stage.troubled.size() == 1);
    watcher.stop();
    var again = watch(Duration.ofSeconds(1));
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .until(() -> stage.troubled.size() == 1);
    again.stop();

    assertThat(stage.troubled.get(0).side()).isEqualTo(AccountSide.READING);
    assertThat(stage.value("select trouble from messaging.mailbox"))
        .isEqualTo("The server refused the login.");

    sales.setPassword("secret");
    stage.execute("update messaging.mailbox set next_login_at = null");
    watch(Duration.ofSeconds(1));

    await().until(() -> stage.recovered.size() == 1);
    assertThat(stage.count("mailbox where trouble is null and failures = 0")).isEqualTo(1);
  }

  @Test
  void a_server_that_stays_away_is_told_of_once_and_its_return_too() {
    int port = mailServer.getImap().getPort();
    mailServer.stop();
    watch(Duration.ofSeconds(1));

    await().atMost(Duration.ofMinutes(1)).until(() -> stage.troubled.size() == 1);
    assertThat(stage.troubled.get(0).reason()).isEqualTo("The server could not be reached.");
    mailServer = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mailServer.setUser("sales@cadenza.test", "sales", "secret");
    mailServer.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> stage.recovered.size() == 1);
    assertThat(stage.troubled).hasSize(1);
  }
}
