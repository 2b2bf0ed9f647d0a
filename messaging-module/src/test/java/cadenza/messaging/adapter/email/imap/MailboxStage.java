package cadenza.messaging.adapter.email.imap;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.adapter.KernelParts;
import cadenza.messaging.domain.WatchedMailbox;
import cadenza.testing.RealTime;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real IMAP server, a real database; the watcher between them. */
abstract class MailboxStage {
  @RegisterExtension static final InboundStage stage = new InboundStage();
  static final UUID NODE = UUID.randomUUID();
  static final Duration LEASE = Duration.ofSeconds(20);

  /** As in the product, each failure in a row doubles it. */
  static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  final UUID enrollment = UUID.randomUUID();
  final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(1);
  final ScheduledExecutorService looks = Executors.newScheduledThreadPool(1);
  final List<MailboxWatcher> watchers = new CopyOnWriteArrayList<>();
  ScheduledFuture<?> looking;
  GreenMail mailServer;
  GreenMailUser sales;

  @BeforeEach
  void a_mailbox_and_one_message_that_left() throws Exception {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mailServer.start();
    sales = mailServer.setUser("sales@cadenza.test", "sales", "secret");
    looking = looks.scheduleWithFixedDelay(this::look, 100, 100, MILLISECONDS);
    stage.account(mailServer.getImap().getPort());
    stage.sent(
        "<step-1@cadenza.test>",
        "buyer@example.com",
        "Proposal",
        enrollment,
        Instant.now().minusSeconds(60));
  }

  @AfterEach
  void all_is_closed() throws Exception {
    watchers.forEach(MailboxWatcher::stop);
    watchers.forEach(watcher -> watcher.nudgeWhenDue(true));
    watchers.forEach(watcher -> watcher.endsWithin(Duration.ofSeconds(5)));
    mailServer.stop();
    looking.cancel(true);
    timeouts.shutdownNow();
    looks.shutdownNow();
  }

  MailboxWatcher watch(Duration poll) {
    var mailbox = stage.new Desk().held(NODE, LEASE, 10).get(0);
    return watch(mailbox, poll);
  }

  MailboxWatcher watch(WatchedMailbox mailbox, Duration poll) {
    var pace = new MailboxWatcher.Pace(poll, FIRST_PAUSE);
    var watcher = new MailboxWatcher(mailbox, stage.new Desk(), outside(), new RealTime(), pace);
    watchers.add(watcher);
    new Thread(watcher).start();
    return watcher;
  }

  ImapMailbox.Outside outside() {
    return new ImapMailbox.Outside(KernelParts.hostsHere(), KernelParts.tls(), timeouts);
  }

  /** As the product does it each second. */
  private void look() {
    watchers.forEach(watcher -> watcher.nudgeWhenDue(false));
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

  static String reply(int number) {
    return """
        From: Avery <buyer@example.com>
        To: sales@cadenza.test
        Subject: Re: Proposal
        Message-ID: <reply-%d@example.com>
        In-Reply-To: <step-1@cadenza.test>
        Date: Mon, 5 Jan 2026 09:30:00 +0000

        Yes, please. %d
        """
        .formatted(number, number);
  }
}
