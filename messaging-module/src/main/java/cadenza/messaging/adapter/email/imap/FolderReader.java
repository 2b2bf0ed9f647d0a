package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.Clocks;
import cadenza.messaging.adapter.email.imap.ImapMailbox.Letter;
import cadenza.messaging.adapter.email.imap.ImapMailbox.OtherFolder;
import cadenza.messaging.adapter.email.mime.MimeReader;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.FoundMail;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.MailboxCursor;
import cadenza.messaging.domain.WatchedMailbox;
import jakarta.mail.MessagingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what is new in the folders of one mailbox, whatever connection they are opened on. */
final class FolderReader {
  private static final Logger LOG = System.getLogger(FolderReader.class.getName());
  private static final Duration HISTORY = Duration.ofDays(7);
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(2);
  private static final int HISTORY_AT_MOST = 500;
  private static final int RESCANNED_AT_MOST = 100_000;
  private static final int WHOLE_TRIES = 2;
  private static final int BEGINNING_TRIES = 3;
  private static final int TRIES_AT_MOST = 4;

  /** A server that cannot give one mail for about two hours never will. */
  private static final int PUT_OFFS_AT_MOST = 120;

  /** What a row itself can be refused for: cardinality, data, constraint, a limit exceeded. */
  private static final Set<String> OF_A_ROW = Set.of("21", "22", "23", "54");

  private static final int BEGINNING_BYTES = 64 * 1024;

  /** Larger mails are read alone; more together would make a reply wait for those before it. */
  private static final int TOGETHER_AT_MOST = 25;

  private static final int BYTES_TOGETHER = 1024 * 1024;

  private final WatchedMailbox mailbox;
  private final MailboxDesk desk;
  private final Clocks clocks;
  private final BooleanSupplier stopped;

  private volatile long readNanos = System.nanoTime();
  private long troubledUid;
  private int tries;
  private int putOffs;

  /** How far a reading from the beginning got; it outlives the connection, as the tries do. */
  private final Map<String, Reached> reached = new HashMap<>();

  private record Reached(long validity, long uid) {}

  /**
   * Up to here mails are taken alone: they were tried together, and that has not ended well yet.
   */
  private long aloneUpTo;

  FolderReader(WatchedMailbox mailbox, MailboxDesk desk, Clocks clocks, BooleanSupplier stopped) {
    this.mailbox = mailbox;
    this.desk = desk;
    this.clocks = clocks;
    this.stopped = stopped;
  }

  /** How long ago a folder was last read to its end. */
  long nanosSinceRead() {
    return System.nanoTime() - readNanos;
  }

  /**
   * Where the folder's numbers are lower than they were, or stand for other mails, it was made anew
   * or restored, and what comes in now would be taken for known. The cursor is read before the
   * folder is opened: what comes in between can only raise them.
   *
   * @return false when the folder cannot be opened
   */
  boolean openAndRead(ImapMailbox connection, OtherFolder folder) throws MessagingException {
    var known = desk.cursor(mailbox, folder.name()).orElse(null);
    if (!connection.opens(folder.name())) {
      LOG.log(Level.INFO, "A folder of mailbox {0} cannot be opened", mailbox.senderAccountId());
      return false;
    }
    long validity = connection.uidValidity();
    if (known != null
        && known.uidValidity() == validity
        && (connection.hasFallenBehind(known.lastUid())
            || holdsOthers(connection, folder, known))) {
      known = readAgain(connection, folder, validity, known);
    }
    read(connection, folder, known);
    return true;
  }

  private boolean holdsOthers(ImapMailbox connection, OtherFolder folder, MailboxCursor known)
      throws MessagingException {
    var stored = desk.newestStored(mailbox, folder.name(), known.uidValidity());
    return connection.of(stored.keySet()).stream()
        .filter(letter -> !letter.receivedAt().equals(Instant.EPOCH))
        .anyMatch(letter -> !letter.receivedAt().equals(stored.get(letter.uid())));
  }

  /** What came into the open folder since it was read last. */
  void readOn(ImapMailbox connection, OtherFolder folder) throws MessagingException {
    read(connection, folder, desk.cursor(mailbox, folder.name()).orElse(null));
  }

  private void read(ImapMailbox connection, OtherFolder folder, @Nullable MailboxCursor known)
      throws MessagingException {
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
    var news = connection.after(cursor.lastUid());
    takeAll(
        connection, folder, validity, news, letter -> letter.uid() < cursor.historyBelow(), false);
    if (stopped.getAsBoolean()) {
      return;
    }
    readNanos = System.nanoTime();
  }

  /**
   * The first time: what came in the last days can be named as a source, but is no news. The cursor
   * is written last, so a crash on the way begins again, as a watcher does that was stopped.
   */
  private MailboxCursor readHistory(ImapMailbox connection, OtherFolder folder, long validity)
      throws MessagingException {
    long next = connection.uidNext();
    var before =
        connection.since(dayBefore(clocks.real().minus(HISTORY)), HISTORY_AT_MOST).stream()
            .filter(letter -> letter.uid() < next)
            .toList();
    takeAll(connection, folder, validity, before, letter -> true, true);
    var cursor = new MailboxCursor(validity, next - 1, next, clocks.real());
    if (!stopped.getAsBoolean()) {
      desk.begin(mailbox, folder.name(), cursor);
      reached.remove(folder.name());
    }
    return cursor;
  }

  /**
   * The numbering is new: nothing may be skipped, and nothing counts twice. What was stored before
   * is known by its identity.
   */
  private MailboxCursor readAgain(
      ImapMailbox connection, OtherFolder folder, long validity, MailboxCursor before)
      throws MessagingException {
    LOG.log(
        Level.WARNING,
        "A folder of mailbox {0} has a new numbering and is read again",
        mailbox.senderAccountId());
    long next = connection.uidNext();
    var connectedAt = desk.connectedAt(mailbox);
    var since = dayBefore(before.readAt().minus(CLOCKS_DIFFER));
    var again =
        connection.since(since, RESCANNED_AT_MOST).stream()
            .filter(letter -> letter.uid() < next)
            .toList();
    takeAll(
        connection,
        folder,
        validity,
        again,
        letter -> letter.receivedAt().isBefore(connectedAt),
        true);
    var cursor = new MailboxCursor(validity, next - 1, 0, clocks.real());
    if (!stopped.getAsBoolean()) {
      desk.beginAgain(mailbox, folder.name(), cursor);
      reached.remove(folder.name());
    }
    return cursor;
  }

  /** Servers search by their own day. */
  private static LocalDate dayBefore(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).minusDays(1);
  }

  /**
   * @param fromTheBeginning whether the cursor is written behind the last one only; where a
   *     connection ends before, the next one goes on and does not meet the same mails again
   */
  private void takeAll(
      ImapMailbox connection,
      OtherFolder folder,
      long validity,
      List<Letter> all,
      Predicate<Letter> isHistory,
      boolean fromTheBeginning)
      throws MessagingException {
    var letters = fromTheBeginning ? notReached(folder, validity, all) : all;
    for (int from = 0; from < letters.size() && !stopped.getAsBoolean(); ) {
      var together = letters.subList(from, togetherFrom(letters, from));
      if (together.size() == 1
          || !isTakenTogether(connection, folder, validity, together, isHistory)) {
        for (var letter : together) {
          if (stopped.getAsBoolean()) {
            return;
          }
          take(connection, folder, validity, letter, isHistory.test(letter));
          if (fromTheBeginning) {
            reached.put(folder.name(), new Reached(validity, letter.uid()));
          }
        }
      }
      from += together.size();
      if (fromTheBeginning) {
        reached.put(folder.name(), new Reached(validity, letters.get(from - 1).uid()));
      }
    }
  }

  private List<Letter> notReached(OtherFolder folder, long validity, List<Letter> letters) {
    var before = reached.get(folder.name());
    return before == null || before.validity() != validity
        ? letters
        : letters.stream().filter(letter -> letter.uid() > before.uid()).toList();
  }

  /** Where the mails end that are fetched and stored with this one; a troubled one is alone. */
  private int togetherFrom(List<Letter> letters, int from) {
    long bytes = letters.get(from).size();
    int to = from + 1;
    while (to < letters.size()
        && to - from < TOGETHER_AT_MOST
        && letters.get(from).uid() > aloneUpTo
        && letters.get(from).uid() != troubledUid
        && letters.get(to).uid() != troubledUid
        && bytes + letters.get(to).size() <= BYTES_TOGETHER) {
      bytes += letters.get(to).size();
      to++;
    }
    return to;
  }

  /** In one answer of the server and one transaction; else each of them alone. */
  private boolean isTakenTogether(
      ImapMailbox connection,
      OtherFolder folder,
      long validity,
      List<Letter> letters,
      Predicate<Letter> isHistory)
      throws MessagingException {
    int room = ReadingRoom.enter(letters.stream().mapToLong(Letter::size).sum());
    aloneUpTo = letters.get(letters.size() - 1).uid(); // one of them may end the connection
    try {
      var bytes = connection.bytesOfAll(letters, BYTES_TOGETHER + 1);
      var mails = new ArrayList<FoundMail>();
      for (var letter : letters) {
        var content = bytes.get(letter.uid());
        if (content == null || content.length > BYTES_TOGETHER) {
          return false;
        }
        mails.add(
            new FoundMail(
                arrivalOf(folder, validity, letter, isHistory.test(letter)),
                MimeReader.read(content, content.length)));
      }
      desk.foundTogether(mails);
      aloneUpTo = 0;
      return true;
    } catch (RuntimeException notTogether) {
      return false;
    } finally {
      ReadingRoom.leave(room);
    }
  }

  private Arrival arrivalOf(OtherFolder folder, long validity, Letter letter, boolean history) {
    return new Arrival(
        mailbox.workspaceId(),
        mailbox.senderAccountId(),
        mailbox.address(),
        folder.name(),
        validity,
        letter.uid(),
        letter.receivedAt().equals(Instant.EPOCH) ? clocks.real() : letter.receivedAt(),
        history,
        folder.sentMailToo());
  }

  /**
   * A mail that fails again and again is tried by its beginning alone, then by its header, which
   * tells whether it is a reply, and then set aside with its reason; it never holds up the ones
   * after it. The count outlives the connection, which such a mail may end each time; what our own
   * database refuses to everybody, or the server for now, is not held against the mail.
   */
  private void take(
      ImapMailbox connection, OtherFolder folder, long validity, Letter letter, boolean history)
      throws MessagingException {
    var arrival = arrivalOf(folder, validity, letter, history);
    if (troubledUid != letter.uid()) {
      tries = 0;
      putOffs = 0;
    }
    tries++;
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
    troubledUid = 0;
    if (letter.uid() >= aloneUpTo) {
      aloneUpTo = 0;
    }
  }

  private void store(ImapMailbox connection, Letter letter, Arrival arrival)
      throws MessagingException {
    int room = ReadingRoom.enter(Math.min(letter.size(), atMost()));
    try {
      boolean headerAlone = tries > BEGINNING_TRIES;
      var bytes = headerAlone ? connection.header(letter) : connection.bytes(letter, atMost() + 1);
      if (bytes.isPresent()) {
        desk.found(arrival, readAsFarAsAsked(bytes.get(), letter, headerAlone));
      } else {
        desk.passed(arrival);
      }
    } catch (MessagingException | RuntimeException failed) {
      boolean forNow = ImapLogin.isForNow(failed) && ++putOffs <= PUT_OFFS_AT_MOST;
      if (forNow || isRefusedToAll(failed)) {
        tries--;
      }
      throw failed;
    } finally {
      ReadingRoom.leave(room);
    }
  }

  /** Whether that is all is seen by what came; servers state sizes that are not the mail's. */
  private InboundMail readAsFarAsAsked(byte[] given, Letter letter, boolean headerAlone) {
    boolean whole = !headerAlone && given.length <= atMost();
    var raw = given.length <= atMost() ? given : Arrays.copyOf(given, atMost());
    return MimeReader.read(raw, whole ? raw.length : Math.max(letter.size(), raw.length + 1L));
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
}
