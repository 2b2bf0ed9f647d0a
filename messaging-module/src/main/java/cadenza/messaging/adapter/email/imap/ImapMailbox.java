package cadenza.messaging.adapter.email.imap;

import static java.util.stream.Collectors.joining;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/** One connection to one mailbox, with one folder open at a time. Reading changes no flag. */
final class ImapMailbox implements AutoCloseable {
  /**
   * A mail on the server.
   *
   * @param size in bytes
   */
  record Letter(long uid, long size, Instant receivedAt, Message message) {}

  /**
   * A folder worth reading beside the inbox.
   *
   * @param sentMailToo whether it holds what the account sends
   */
  record OtherFolder(String name, boolean sentMailToo) {}

  private final IMAPStore store;
  private @Nullable IMAPFolder folder;
  private volatile boolean idling;

  ImapMailbox(IMAPStore store) {
    this.store = store;
  }

  /** Spam and, where the provider has it, All Mail: answers and bounces land there. */
  List<OtherFolder> otherFolders() throws MessagingException {
    var others = new ArrayList<OtherFolder>();
    for (var listed : store.getDefaultFolder().list("*")) {
      var attributes = Arrays.asList(((IMAPFolder) listed).getAttributes());
      if (attributes.contains("\\Noselect")
          || attributes.contains("\\NonExistent")
          || listed.getFullName().equalsIgnoreCase("INBOX")) {
        continue;
      }
      if (attributes.contains("\\All")) {
        others.add(new OtherFolder(listed.getFullName(), true));
      } else if (attributes.contains("\\Junk") || isNamedJunk(listed)) {
        others.add(new OtherFolder(listed.getFullName(), false));
      }
    }
    return others;
  }

  private static boolean isNamedJunk(Folder listed) {
    var name = listed.getName().toLowerCase(Locale.ROOT);
    return name.equals("junk") || name.equals("spam") || name.equals("junk e-mail");
  }

  /** Opens a folder read-only and closes the one before; the connection stays the same. */
  void open(String name) throws MessagingException {
    closeFolder();
    var opened = (IMAPFolder) store.getFolder(name);
    opened.addMessageCountListener(new EarlyNews());
    opened.open(Folder.READ_ONLY);
    synchronized (this) {
      folder = opened;
    }
  }

  /** Whether the folder could be opened; throws only when the connection is lost. */
  boolean opens(String name) throws MessagingException {
    try {
      open(name);
      return true;
    } catch (MessagingException refused) {
      if (!store.isConnected()) {
        throw refused;
      }
      return false;
    }
  }

  private void closeFolder() throws MessagingException {
    @Nullable IMAPFolder open;
    synchronized (this) {
      open = folder;
      folder = null;
    }
    if (open != null && open.isOpen()) {
      open.close(false);
    }
  }

  long uidValidity() throws MessagingException {
    return current().getUIDValidity();
  }

  /** The next UID that will be given; asked of the newest mail where the server does not say. */
  long uidNext() throws MessagingException {
    long next = current().getUIDNext();
    if (next > 0) {
      return next;
    }
    int count = current().getMessageCount();
    return count == 0 ? 1 : current().getUID(current().getMessage(count)) + 1;
  }

  /**
   * Whether the folder, just opened, gives lower numbers than it has given. What a server states
   * that has a mail with a higher number means nothing.
   */
  boolean hasFallenBehind(long lastUid) throws MessagingException {
    long next = current().getUIDNext();
    if (next <= 0 || next > lastUid) {
      return false;
    }
    int count = current().getMessageCount();
    return count == 0 || current().getUID(current().getMessage(count)) < next;
  }

  /** How many mails the folder holds, as far as the server has told. */
  int count() throws MessagingException {
    return current().getMessageCount();
  }

  /**
   * Mail after a UID in rising order. {@code last+1:*} names the newest mail even when it is older
   * than asked for, so it is filtered.
   */
  List<Letter> after(long lastUid) throws MessagingException {
    return letters(current().getMessagesByUID(lastUid + 1, UIDFolder.LASTUID), lastUid);
  }

  /** Mail received since a day, in rising order, at most the newest of them. */
  List<Letter> since(LocalDate day, int atMost) throws MessagingException {
    var uids = (long[]) current().doCommand(protocol -> ImapCommands.search(protocol, day));
    var newest = Arrays.copyOfRange(uids, Math.max(0, uids.length - atMost), uids.length);
    return letters(current().getMessagesByUID(newest), 0);
  }

  /** Of these mails those that are there. */
  List<Letter> of(Collection<Long> uids) throws MessagingException {
    var wanted = uids.stream().mapToLong(Long::longValue).sorted().toArray();
    return wanted.length == 0 ? List.of() : letters(current().getMessagesByUID(wanted), 0);
  }

  private List<Letter> letters(Message[] messages, long above) throws MessagingException {
    var present =
        Arrays.stream(messages).filter(message -> message != null).toArray(Message[]::new);
    var profile = new FetchProfile();
    profile.add(UIDFolder.FetchProfileItem.UID);
    profile.add(FetchProfile.Item.SIZE);
    profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
    current().fetch(present, profile);
    var letters = new ArrayList<Letter>();
    for (var message : present) {
      long uid = current().getUID(message);
      if (uid > above && !message.isExpunged()) {
        letters.add(new Letter(uid, message.getSize(), receivedAt(message), message));
      }
    }
    letters.sort((one, other) -> Long.compare(one.uid(), other.uid()));
    return letters;
  }

  private static Instant receivedAt(Message message) throws MessagingException {
    var at = message.getReceivedDate();
    return at == null ? Instant.EPOCH : at.toInstant();
  }

  /** The mail, or as much of it as is read; empty when it was deleted meanwhile. */
  Optional<byte[]> bytes(Letter letter, int atMost) throws MessagingException {
    return part(letter, "BODY.PEEK[]<0." + atMost + ">");
  }

  /**
   * Those of the mails that the server gives with one answer, by their UID.
   *
   * @param atMost bytes of each
   */
  Map<Long, byte[]> bytesOfAll(List<Letter> letters, int atMost) throws MessagingException {
    var numbers = letters.stream().map(letter -> Long.toString(letter.uid())).collect(joining(","));
    var given = ImapCommands.contents(current(), numbers, "BODY.PEEK[]<0." + atMost + ">", false);
    for (var letter : letters) {
      if (letter.size() > 0) {
        given.remove(letter.uid(), ImapCommands.NOTHING);
      }
    }
    return given;
  }

  /** The header alone; empty when the mail was deleted meanwhile. */
  Optional<byte[]> header(Letter letter) throws MessagingException {
    return part(letter, "BODY.PEEK[HEADER]");
  }

  /**
   * Asked for by ourselves: to the library, a mail that the server cannot give for now is an empty
   * one.
   */
  private Optional<byte[]> part(Letter letter, String what) throws MessagingException {
    try {
      var content =
          ImapCommands.contents(current(), Long.toString(letter.uid()), what, true)
              .get(letter.uid());
      if (content == ImapCommands.NOTHING && letter.size() > 0) {
        throw new MessagingException("The server gave nothing of a mail");
      }
      return Optional.ofNullable(content);
    } catch (MessagingException refused) {
      if (refused.getCause() instanceof CommandFailedException && isGone(letter)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private boolean isGone(Letter letter) throws MessagingException {
    current()
        .doCommand(
            protocol -> {
              protocol.noop();
              return true;
            });
    return letter.message().isExpunged();
  }

  boolean offersIdle() throws MessagingException {
    return store.hasCapability("IDLE");
  }

  /** Returns when the server has news of the folder, or after {@link #nudge}. */
  void idle() throws MessagingException {
    idling = true;
    try {
      current().idle(true);
    } finally {
      idling = false;
    }
  }

  /** News that the server told while it began to idle, and of which it will not tell again. */
  private final class EarlyNews extends MessageCountAdapter {
    @Override
    public void messagesAdded(MessageCountEvent event) {
      if (idling) {
        nudge();
      }
    }
  }

  /**
   * Ends an {@link #idle} from another thread. It waits for the server's answer, within the time
   * limits, so a connection that is dead without anybody knowing is found out here.
   */
  void nudge() {
    @Nullable IMAPFolder open;
    synchronized (this) {
      open = folder;
    }
    if (open == null) {
      return;
    }
    try {
      open.doCommand(
          protocol -> {
            protocol.noop();
            return null;
          });
    } catch (MessagingException closed) {
      // The watcher meets the same and connects again.
    }
  }

  private synchronized IMAPFolder current() throws MessagingException {
    if (folder == null) {
      throw new MessagingException("The connection is closed");
    }
    return folder;
  }

  @Override
  public void close() {
    try {
      closeFolder();
      store.close();
    } catch (MessagingException alreadyGone) {
      // Nothing is left to close.
    }
  }
}
