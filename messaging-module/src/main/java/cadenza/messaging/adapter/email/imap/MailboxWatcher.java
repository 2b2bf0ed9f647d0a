package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.Clocks;
import cadenza.messaging.adapter.email.imap.ImapMailbox.OtherFolder;
import cadenza.messaging.application.LoginUnavailable;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.WatchedMailbox;
import jakarta.mail.MessagingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mailbox as long as this node holds its lease: connect, read what is new, wait for more.
 *
 * <p>IDLE only wakes; what is new is always asked by UID, after every wake-up, poll and reconnect.
 * After a crash anywhere the cursor says what has been stored; what is read twice is known.
 */
final class MailboxWatcher implements Runnable {
  private static final Logger LOG = System.getLogger(MailboxWatcher.class.getName());
  private static final String INBOX = "INBOX";
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  /** Failures in a row until its owner is told; about a quarter of a minute. */
  private static final int TROUBLED_AFTER = 5;

  /** The same where the login goes well; one bad mail may end some connections. */
  private static final int UNREAD_AFTER = 8;

  private static final String UNREAD = "The server does not give its mail.";

  private static final Failures NONE = new Failures(0, 0, 0);

  private final WatchedMailbox mailbox;
  private final MailboxDesk desk;
  private final ImapLogin.Outside outside;
  private final Clocks clocks;
  private final Pace pace;
  private final FolderReader reader;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable ImapMailbox idling;
  private volatile long idlingSinceNanos;
  private Failures failures = NONE;

  /**
   * How often it looks and how soon it tries again.
   *
   * @param poll the longest time between two looks, with or without IDLE
   * @param firstPause behind a first failure; the next ones double it, up to a minute
   */
  record Pace(Duration poll, Duration firstPause) {}

  /**
   * What went wrong since the mailbox was last read.
   *
   * @param all in a row, whatever the cause: the pause grows with them
   * @param away in a row to connect
   * @param unread connections in a row on which the server has given no mail that is new
   */
  private record Failures(long all, int away, int unread) {
    Failures toConnect() {
      return new Failures(all + 1, away + 1, unread);
    }

    Failures toGiveMail() {
      return new Failures(all + 1, 0, unread + 1);
    }

    /** Not the server's. */
    Failures ofOurs() {
      return new Failures(all + 1, 0, unread);
    }
  }

  MailboxWatcher(
      WatchedMailbox mailbox,
      MailboxDesk desk,
      ImapLogin.Outside outside,
      Clocks clocks,
      Pace pace) {
    this.mailbox = mailbox;
    this.desk = desk;
    this.outside = outside;
    this.clocks = clocks;
    this.pace = pace;
    this.reader = new FolderReader(mailbox, desk, clocks, this::isStopped);
  }

  WatchedMailbox mailbox() {
    return mailbox;
  }

  @Override
  public void run() {
    try {
      waitForLogin();
      while (!isStopped()) {
        connectAndWatch();
        pause(backOffMillis());
      }
    } finally {
      ended.countDown();
    }
  }

  private void waitForLogin() {
    var next = mailbox.nextLoginAt();
    if (next != null) {
      pause(Duration.between(clocks.real(), next).toMillis());
    }
  }

  /** Comes back when the connection ended, for whatever reason. */
  private void connectAndWatch() {
    boolean connected = false;
    long before = desk.taken(mailbox);
    try {
      var server = desk.server(mailbox);
      if (server.isEmpty()) {
        stop();
        return;
      }
      try (var connection = ImapLogin.connect(server.get(), outside)) {
        connected = true;
        if (failures.unread() < UNREAD_AFTER) {
          desk.loginAccepted(mailbox);
        }
        watch(connection);
      }
    } catch (MessagingException | RuntimeException ended) {
      var since = desk.taken(mailbox) > before ? NONE : failures;
      if (connected) {
        failures = ended instanceof MessagingException ? since.toGiveMail() : since.ofOurs();
      } else {
        failures = failures.toConnect();
      }
      if (!isStopped()) {
        tell(ended, connected ? null : ImapLogin.faultOf(ended));
      }
    }
  }

  /**
   * @param fault why there is no connection; null where there was one
   */
  private void tell(Exception ended, @Nullable ConnectionFault fault) {
    if (fault != null && fault.isLogin()) {
      LOG.log(Level.WARNING, "The login to mailbox {0} was refused", mailbox.senderAccountId());
      rememberRefusal(ended instanceof LoginUnavailable none ? none.reason() : fault.words());
      return;
    }
    LOG.log(
        Level.INFO,
        "Mailbox {0} will be connected again after {1}: {2}",
        mailbox.senderAccountId(),
        ended.getClass().getSimpleName(),
        causeOf(ended));
    if (fault != null && (fault.isTls() || failures.away() >= TROUBLED_AFTER)) {
      rememberTrouble(fault.words());
    } else if (fault == null
        && ended instanceof MessagingException
        && failures.unread() >= UNREAD_AFTER) {
      rememberTrouble(UNREAD);
    }
  }

  private void rememberTrouble(String reason) {
    try {
      desk.unreachable(mailbox, reason);
    } catch (RuntimeException databaseAway) {
      // The next failure tells it.
    }
  }

  private static String causeOf(Exception failure) {
    var cause = failure.getCause();
    return cause == null ? "no cause" : cause.getClass().getSimpleName();
  }

  private void rememberRefusal(String reason) {
    try {
      desk.loginRefused(mailbox, reason);
    } catch (RuntimeException databaseAway) {
      // The pause holds here too; only a restart would forget it.
    }
    // At most one login a minute, so that the provider does not lock the account.
    pause(Math.min(15, 1L << Math.min(failures.all() - 1, 4)) * 60_000);
  }

  private void watch(ImapMailbox connection) throws MessagingException {
    var others =
        connection.otherFolders().stream()
            .map(folder -> new FolderBeside(folder, reader, pace.poll()))
            .toList();
    boolean idle = connection.offersIdle();
    while (!isStopped()) {
      if (!reader.openAndRead(connection, new OtherFolder(INBOX, false))) {
        throw new MessagingException("The inbox cannot be opened");
      }
      for (var other : others) {
        other.readUnlessResting(connection);
      }
      if (!others.isEmpty()) {
        connection.open(INBOX);
      }
      if (failures.unread() >= UNREAD_AFTER) {
        desk.loginAccepted(mailbox);
      }
      failures = NONE;
      long pollAtNanos = System.nanoTime() + pace.poll().toNanos();
      while (!isStopped() && System.nanoTime() < pollAtNanos) {
        waitForNews(connection, idle, pollAtNanos);
      }
    }
  }

  /**
   * Mail that the server announces while it answers the last question is not announced again in
   * IDLE; the count tells of it.
   */
  private void waitForNews(ImapMailbox connection, boolean idle, long pollAtNanos)
      throws MessagingException {
    int before = connection.count();
    reader.readOn(connection, new OtherFolder(INBOX, false));
    if (connection.count() != before) {
      return;
    }
    if (!idle) {
      pause(TimeUnit.NANOSECONDS.toMillis(pollAtNanos - System.nanoTime()));
      return;
    }
    idlingSinceNanos = System.nanoTime();
    idling = connection;
    try {
      if (!isStopped()) {
        connection.idle();
      }
    } finally {
      idling = null;
    }
  }

  /** How long ago a folder was last read to its end. */
  long nanosSinceRead() {
    return reader.nanosSinceRead();
  }

  /** Called from outside: ends an IDLE that is as old as the poll. */
  void nudgeWhenDue(boolean now) {
    var connection = idling;
    if (connection != null
        && (now || System.nanoTime() - idlingSinceNanos > pace.poll().toNanos())) {
      connection.nudge();
    }
  }

  /** Whether {@link #nudgeWhenDue} would do something. */
  boolean isDue() {
    return idling != null && System.nanoTime() - idlingSinceNanos > pace.poll().toNanos();
  }

  void stop() {
    stopped.countDown();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  boolean endsWithin(Duration atMost) {
    return await(ended, atMost.toMillis());
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private long backOffMillis() {
    long doublings = Math.min(Math.max(failures.all() - 1, 0), 6);
    return Math.min(LONGEST_PAUSE_MILLIS, pace.firstPause().toMillis() << doublings);
  }

  private void pause(long millis) {
    if (millis > 0) {
      await(stopped, millis);
    }
  }

  private boolean await(CountDownLatch latch, long millis) {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException serverStops) {
      stopped.countDown();
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
