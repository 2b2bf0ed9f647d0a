package cadenza.messaging.adapter.email.imap;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

/** Another mail program at the same mailbox, as its owner uses it. */
final class OtherProgram implements AutoCloseable {
  private static final DateTimeFormatter IMAP_TIME =
      DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final jakarta.mail.Store store;

  OtherProgram(int imapPort, String user) {
    try {
      store = Session.getInstance(new Properties()).getStore("imap");
      store.connect("127.0.0.1", imapPort, user, "secret");
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Work<T> {
    T in(IMAPFolder folder) throws MessagingException;
  }

  private <T> T in(String folder, boolean open, Work<T> work) {
    try {
      var found = (IMAPFolder) store.getFolder(folder);
      if (open) {
        found.open(Folder.READ_WRITE);
      }
      try {
        return work.in(found);
      } finally {
        if (found.isOpen()) {
          found.close(false);
        }
      }
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts mails into a folder, which is made where it is not there; each is received now. */
  void append(String folder, String... mails) {
    appendReceived(folder, Instant.now(), mails);
  }

  void appendReceived(String folder, Instant at, String... mails) {
    in(
        folder,
        false,
        found -> {
          if (!found.exists()) {
            found.create(Folder.HOLDS_MESSAGES);
          }
          for (var mail : mails) {
            found.doCommand(protocol -> appended(protocol, folder, at, mail));
          }
          return true;
        });
  }

  private static boolean appended(IMAPProtocol protocol, String folder, Instant at, String mail)
      throws ProtocolException {
    var arguments = new Argument();
    arguments.writeString(folder);
    arguments.writeString(IMAP_TIME.format(at));
    var raw = new ByteArrayOutputStream();
    raw.writeBytes(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    arguments.writeBytes(raw);
    protocol.simpleCommand("APPEND", arguments);
    return true;
  }

  void expungeNewest(String folder) {
    in(
        folder,
        true,
        found -> {
          found.getMessage(found.getMessageCount()).setFlag(Flags.Flag.DELETED, true);
          return found.expunge();
        });
  }

  void delete(String folder) {
    in(folder, false, found -> found.delete(false));
  }

  /** Somebody looks through his mail. */
  void markAll(String folder, Flags.Flag flag) {
    in(
        folder,
        true,
        found -> {
          found.setFlags(1, found.getMessageCount(), new Flags(flag), true);
          return true;
        });
  }

  /** Changes with every change of a flag, where the server counts them. */
  long modifications(String folder) {
    return in(folder, false, found -> found.getStatusItem("HIGHESTMODSEQ"));
  }

  int unseen(String folder) {
    return in(folder, false, IMAPFolder::getUnreadMessageCount);
  }

  String subjectOfNewest(String folder) {
    return in(folder, true, found -> found.getMessage(found.getMessageCount()).getSubject());
  }

  /** Of a mail that is text and nothing else. */
  String textOfNewest(String folder) {
    return in(
        folder,
        true,
        found -> {
          try {
            return (String) found.getMessage(found.getMessageCount()).getContent();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  long uidValidity(String folder) {
    return in(folder, true, IMAPFolder::getUIDValidity);
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (MessagingException alreadyGone) {
      // It is what was wanted.
    }
  }
}
