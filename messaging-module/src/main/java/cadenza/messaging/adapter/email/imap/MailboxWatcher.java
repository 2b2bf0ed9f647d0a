package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.Clocks;
import cadenza.messaging.adapter.email.imap.ImapMailbox.Letter;
import cadenza.messaging.adapter.email.imap.ImapMailbox.OtherFolder;
import cadenza.messaging.adapter.email.mime.MimeReader;
import cadenza.messaging.application.LoginUnavailable;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.MailboxCursor;
import cadenza.messaging.domain.WatchedMailbox;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Set;
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
  private static final Duration HISTORY = Duration.ofDays(7);
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(2);
  private static final int HISTORY_AT_MOST = 500;
  private static final int RESCANNED_AT_MOST = 100_000;
  private static final int WHOLE_TRIES = 2;
  private static final int BEGINNING_TRIES = 3;
  private static final int TRIES_AT_MOST = 4;

  /** What a row itself can be refused for: cardinality, data, constraint, a limit exceeded. */
  private static final Set<String> OF_A_ROW = Set.of("21", "22", "23", "54");

  private static final int BEGINNING_BYTES = 64 * 1024;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  /** Failures in a row until its owner is told; about a quarter of a minute. */
  private static final int TROUBLED_AFTER = 5;

  private final WatchedMailbox mailbox;
  private final MailboxDesk desk;
  private final ImapMailbox.Outside outside;
  private final Clocks clocks;
  private final Pace pace;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable ImapMailbox idling;
  private volatile long idlingSinceNanos;
  private volatile long readNanos = System.nanoTime();
  private long failures;
  private long troubledUid;
  private int tries;

  /**
   * How often it looks and how soon it tries again.
   *
   * @param poll the longest time between two looks, with or without IDLE
   * @param firstPause behind a first failure; the next ones double it, up to a minute
   */
  record Pace(Duration poll, Duration firstPause) {}

  MailboxWatcher(
      WatchedMailbox mailbox,
      MailboxDesk desk,
      ImapMailbox.Outside outside,
      Clocks clocks,
      Pace pace) {
    this.mailbox = mailbox;
    this.desk = desk;
    this.outside = outside;
    this.clocks = clocks;
    this.pace = pace;
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
    try {
      var server = desk.server(mailbox);
      if (server.isEmpty()) {
        stop();
        return;
      }
      try (var connection = ImapMailbox.connect(server.get(), outside)) {
        connected = true;
        desk.loginAccepted(mailbox);
        watch(connection);
      }
    } catch (MessagingException | IOException | RuntimeException ended) {
      failures++;
      if (isStopped()) {
        return;
      }
      var fault = connected ? null : ImapMailbox.faultOf(ended);
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
      if (fault != null && (fault.isTls() || failures >= TROUBLED_AFTER)) {
        rememberTrouble(fault);
      }
    }
  }

  private void rememberTrouble(ConnectionFault fault) {
    try {
      desk.unreachable(mailbox, fault.words());
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
    pause(Math.min(15, 1L << Math.min(failures - 1, 4)) * 60_000);
  }

  private void watch(ImapMailbox connection) throws MessagingException, IOException {
    var others = new ArrayList<>(connection.otherFolders());
    boolean idle = connection.offersIdle();
    while (!isStopped()) {
      if (!openAndRead(connection, new OtherFolder(INBOX, false))) {
        throw new MessagingException("The inbox cannot be opened");
      }
      for (var rest = others.iterator(); rest.hasNext(); ) {
        if (!openAndRead(connection, rest.next())) {
          rest.remove();
        }
      }
      if (!others.isEmpty()) {
        connection.open(INBOX);
      }
      failures = 0;
      long pollAtNanos = System.nanoTime() + pace.poll().toNanos();
      while (!isStopped() && System.nanoTime() < pollAtNanos) {
        waitForNews(connection, idle, pollAtNanos);
      }
    }
  }

  /**
   * Where the folder's numbers are lower than they were, it was made anew or restored, and what
   * comes in now would be taken for known. The cursor is read before the folder is opened: what
   * comes in between can only raise them.
   *
   * @return false when the folder cannot be opened
   */
  private boolean openAndRead(ImapMailbox connection, OtherFolder folder)
      throws MessagingException, IOException {
    var known = desk.cursor(mailbox, folder.name()).orElse(null);
    if (!connection.opens(folder.name())) {
      LOG.log(Level.INFO, "A folder of mailbox {0} cannot be opened", mailbox.senderAccountId());
      return false;
    }
    long validity = connection.uidValidity();
    if (known != null
        && known.uidValidity() == validity
        && connection.hasFallenBehind(known.lastUid())) {
      known = readAgain(connection, folder, validity, known);
    }
    read(connection, folder, known);
    return true;
  }

  /**
   * Mail that the server announces while it answers the last question is not announced again in
   * IDLE; the count tells of it.
   */
  private void waitForNews(ImapMailbox connection, boolean idle, long pollAtNanos)
      throws MessagingException, IOException {
    int before = connection.count();
    read(connection, new OtherFolder(INBOX, false), desk.cursor(mailbox, INBOX).orElse(null));
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

  private void read(ImapMailbox connection, OtherFolder folder, @Nullable MailboxCursor known)
      throws MessagingException, IOException {
    long validity = connection.uidValidity();
    MailboxCursor cursor;
    if (known == null) {
      cursor = readHistory(connection, folder, validity);
    } else if (known.uidValidity() != validity) {
      cursor = readAgain(connection, folder, validity, known);
    } else {
      cursor = known;
    }
    // What came in meanwhile was announced already and would wait for the next wake-up.
    for (var letter : connection.after(cursor.lastUid())) {
      if (isStopped()) {
        return;
      }
      take(connection, folder, validity, letter, letter.uid() < cursor.historyBelow());
    }
    readNanos = System.nanoTime();
  }

  /** How long ago a folder was last read to its end. */
  long nanosSinceRead() {
    return System.nanoTime() - readNanos;
  }

  /**
   * The first time: what came in the last days can be named as a source, but is no news. The cursor
   * is written last, so a crash on the way begins again.
   */
  private MailboxCursor readHistory(ImapMailbox connection, OtherFolder folder, long validity)
      throws MessagingException, IOException {
    long next = connection.uidNext();
    for (var letter : connection.since(dayBefore(clocks.real().minus(HISTORY)), HISTORY_AT_MOST)) {
      if (letter.uid() < next && !isStopped()) {
        take(connection, folder, validity, letter, true);
      }
    }
    return begin(folder, new MailboxCursor(validity, next - 1, next, clocks.real()));
  }

  /**
   * The numbering is new: nothing may be skipped, and nothing counts twice. What was stored before
   * is known by its identity.
   */
  private MailboxCursor readAgain(
      ImapMailbox connection, OtherFolder folder, long validity, MailboxCursor before)
      throws MessagingException, IOException {
    LOG.log(
        Level.WARNING,
        "A folder of mailbox {0} has a new numbering and is read again",
        mailbox.senderAccountId());
    long next = connection.uidNext();
    var connectedAt = desk.connectedAt(mailbox);
    var since = dayBefore(before.readAt().minus(CLOCKS_DIFFER));
    for (var letter : connection.since(since, RESCANNED_AT_MOST)) {
      if (letter.uid() < next && !isStopped()) {
        take(connection, folder, validity, letter, letter.receivedAt().isBefore(connectedAt));
      }
    }
    return begin(folder, new MailboxCursor(validity, next - 1, 0, clocks.real()));
  }

  /** A watcher that was stopped has not seen everything, so its cursor stays unwritten. */
  private MailboxCursor begin(OtherFolder folder, MailboxCursor cursor) {
    if (!isStopped()) {
      desk.begin(mailbox, folder.name(), cursor);
    }
    return cursor;
  }

  /** Servers search by their own day. */
  private static LocalDate dayBefore(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).minusDays(1);
  }

  /**
   * A mail that fails again and again is tried by its beginning alone, then by its header, which
   * tells whether it is a reply, and then set aside with its reason; it never holds up the ones
   * after it. The count outlives the connection, which such a mail may end each time; what our own
   * database refuses to everybody is not held against the mail.
   */
  private void take(
      ImapMailbox connection, OtherFolder folder, long validity, Letter letter, boolean history)
      throws MessagingException, IOException {
    var arrival =
        new Arrival(
            mailbox.workspaceId(),
            mailbox.senderAccountId(),
            mailbox.address(),
            folder.name(),
            validity,
            letter.uid(),
            letter.receivedAt().equals(Instant.EPOCH) ? clocks.real() : letter.receivedAt(),
            history,
            folder.sentMailToo());
    tries = troubledUid == letter.uid() ? tries + 1 : 1;
    troubledUid = letter.uid();
    if (tries > TRIES_AT_MOST) {
      LOG.log(
          Level.ERROR,
          "Mail {0} of mailbox {1} is set aside unread",
          letter.uid(),
          mailbox.senderAccountId());
      desk.found(arrival, InboundMail.setAside(folder.name(), validity, letter.uid()));
    } else {
      store(connection, letter, arrival);
    }
    tries = 0;
  }

  private void store(ImapMailbox connection, Letter letter, Arrival arrival)
      throws MessagingException, IOException {
    int room = ReadingRoom.enter(Math.min(letter.size(), atMost()));
    try {
      var bytes =
          tries > BEGINNING_TRIES ? connection.header(letter) : connection.bytes(letter, atMost());
      if (bytes.isPresent()) {
        desk.found(arrival, MimeReader.read(bytes.get(), letter.size()));
      } else {
        desk.passed(arrival);
      }
    } catch (RuntimeException failed) {
      if (isRefusedToAll(failed)) {
        tries--;
      }
      throw failed;
    } finally {
      ReadingRoom.leave(room);
    }
  }

  private int atMost() {
    return tries > WHOLE_TRIES ? BEGINNING_BYTES : MimeReader.BYTES_AT_MOST;
  }

  private static boolean isRefusedToAll(Throwable failed) {
    for (Throwable one = failed; one != null; one = one.getCause()) {
      if (one instanceof SQLException refused) {
        var state = refused.getSQLState();
        return state == null || state.length() < 2 || !OF_A_ROW.contains(state.substring(0, 2));
      }
    }
    return false;
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
    long doublings = Math.min(Math.max(failures - 1, 0), 6);
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
