package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cadenza.testing.Dovecot;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A real Dovecot, a real database; the watchers between them. */
abstract class DovecotStage extends WatcherStage {
  static final String INBOX = "INBOX";
  static final Duration OFTEN = Duration.ofMillis(300);
  private static final int NOBODY_LISTENS = 1;
  static Dovecot dovecot;
  OtherProgram owner;

  @BeforeAll
  static void dovecot_is_there() {
    assumeTrue(Dovecot.isInstalled(), Dovecot.ABSENT);
    dovecot = Dovecot.start(NOBODY_LISTENS);
  }

  @AfterAll
  static void dovecot_ends() {
    if (dovecot != null) {
      dovecot.close();
    }
  }

  @BeforeEach
  void a_mailbox_and_one_message_that_left() {
    dovecot.user("sales");
    owner = new OtherProgram(dovecot.imapPort(), "sales");
    account(dovecot.imapPort());
  }

  @AfterEach
  void all_is_closed() {
    endWatchers();
    owner.close();
  }

  /** Replies of these numbers. */
  static String[] replies(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(WatcherStage::reply).toArray(String[]::new);
  }

  /** What is new from now on is news. */
  void awaitFirstLook() {
    await().until(() -> stage.count("mailbox_cursor where folder = 'INBOX'") == 1);
  }

  void awaitStored(int mails) {
    await().until(() -> stage.count("inbound_mail") >= mails);
  }

  /** All of these were news, each once. */
  void assertNews(int mails) {
    awaitStored(mails);
    await().until(() -> stage.replies.size() >= mails);
    assertThat(stage.replies)
        .extracting(reply -> reply.messageId())
        .doesNotHaveDuplicates()
        .hasSize(mails);
    assertThat(stage.count("inbound_mail")).isEqualTo(mails);
  }
}
