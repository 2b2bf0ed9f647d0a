package cadenza.messaging.adapter.email.imap;

import cadenza.messaging.adapter.email.imap.ImapMailbox.OtherFolder;
import jakarta.mail.MessagingException;
import java.time.Duration;

/** A folder beside the inbox; one that cannot be opened is tried more and more rarely. */
final class FolderBeside {
  private static final Duration LONGEST_REST = Duration.ofMinutes(15);

  private final OtherFolder folder;
  private final FolderReader reader;
  private final Duration firstRest;

  private Duration rest = Duration.ZERO;
  private long againAtNanos = System.nanoTime();

  FolderBeside(OtherFolder folder, FolderReader reader, Duration firstRest) {
    this.folder = folder;
    this.reader = reader;
    this.firstRest = firstRest;
  }

  void readUnlessResting(ImapMailbox connection) throws MessagingException {
    if (againAtNanos - System.nanoTime() > 0) {
      return;
    }
    rest = reader.openAndRead(connection, folder) ? Duration.ZERO : longerRest();
    againAtNanos = System.nanoTime() + rest.toNanos();
  }

  private Duration longerRest() {
    var longer = rest.isZero() ? firstRest : rest.multipliedBy(2);
    return longer.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : longer;
  }
}
