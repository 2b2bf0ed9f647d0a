package cadenza.messaging.adapter.email.imap;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import cadenza.kernel.adapter.KernelParts;
import cadenza.messaging.domain.WatchedMailbox;
import cadenza.testing.RealTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real database, and the watchers of a mailbox on whatever server. */
abstract class WatcherStage {
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

  @BeforeEach
  void looks_go_on() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(25));
    looking = looks.scheduleWithFixedDelay(this::look, 100, 100, MILLISECONDS);
  }

  @AfterEach
  void nobody_watches() {
    endWatchers();
    looking.cancel(true);
    timeouts.shutdownNow();
    looks.shutdownNow();
  }

  /** As a node does that stops in order. */
  void endWatchers() {
    watchers.forEach(MailboxWatcher::stop);
    watchers.forEach(watcher -> watcher.nudgeWhenDue(true));
    watchers.forEach(watcher -> watcher.endsWithin(Duration.ofSeconds(5)));
    watchers.clear();
  }

  /** The account, and one message of it that left. */
  void account(int imapPort) {
    stage.account(imapPort);
    stage.sent(
        "<step-1@cadenza.test>",
        "buyer@example.com",
        "Proposal",
        enrollment,
        Instant.now().minusSeconds(60));
  }

  MailboxWatcher watch(Duration poll) {
    var mailbox = new StageDesk(stage).held(NODE, LEASE, 10).get(0);
    return watch(mailbox, poll);
  }

  MailboxWatcher watch(WatchedMailbox mailbox, Duration poll) {
    var pace = new MailboxWatcher.Pace(poll, FIRST_PAUSE);
    var watcher =
        new MailboxWatcher(mailbox, new StageDesk(stage), outside(), new RealTime(), pace);
    watchers.add(watcher);
    new Thread(watcher).start();
    return watcher;
  }

  /** As in the product, unless a test has a server that says nothing. */
  int answerMillis() {
    return 30_000;
  }

  ImapLogin.Outside outside() {
    return new ImapLogin.Outside(
        KernelParts.hostsHere(), KernelParts.tls(), timeouts, answerMillis());
  }

  /** As the product does it each second. */
  private void look() {
    watchers.forEach(watcher -> watcher.nudgeWhenDue(false));
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
