package cadenza.messaging.adapter.email.imap;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An embedded IMAP server, a real database; the watcher between them. */
abstract class MailboxStage extends WatcherStage {
  GreenMail mailServer;
  GreenMailUser sales;

  @BeforeEach
  void a_mailbox_and_one_message_that_left() throws Exception {
    mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mailServer.start();
    sales = mailServer.setUser("sales@cadenza.test", "sales", "secret");
    account(mailServer.getImap().getPort());
  }

  @AfterEach
  void all_is_closed() {
    endWatchers();
    mailServer.stop();
  }

  void watchedFromNowOn(Duration poll) {
    watch(poll);
    await().until(this::isIdle);
  }

  /**
   * What comes in while GreenMail itself begins to idle is told by nobody. Who listens to its
   * folder are the session, and from then on the IDLE.
   */
  boolean isIdle() {
    try {
      var inbox = mailServer.getManagers().getImapHostManager().getInbox(sales);
      var listeners = inbox.getClass().getDeclaredField("_mailboxListeners");
      listeners.setAccessible(true);
      return ((List<?>) listeners.get(inbox)).size() > 1;
    } catch (ReflectiveOperationException | FolderException e) {
      throw new IllegalStateException(e);
    }
  }

  void arrives(String mail) {
    try {
      var raw = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
      sales.deliver(
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw)));
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
