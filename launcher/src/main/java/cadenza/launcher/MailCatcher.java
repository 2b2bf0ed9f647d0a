package cadenza.launcher;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Takes every mail and delivers none: SMTP in, IMAP out, in this JVM, on the loopback address. Each
 * address it hears of becomes a mailbox whose user and password are the address.
 */
public final class MailCatcher implements AutoCloseable {
  private final GreenMail greenMail;

  private MailCatcher(GreenMail greenMail) {
    this.greenMail = greenMail;
  }

  /**
   * @param caught hears of each mail with the address it is for
   */
  public static MailCatcher start(
      int smtpPort, int imapPort, BiConsumer<String, MimeMessage> caught) {
    var smtp = new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    var imap = new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
    smtp.setServerStartupTimeout(20_000);
    imap.setServerStartupTimeout(20_000);
    var greenMail = new GreenMail(new ServerSetup[] {smtp, imap});
    var users = greenMail.getUserManager();
    users.setMessageDeliveryHandler(
        (message, address) -> {
          var email = address.getEmail().toLowerCase(Locale.ROOT);
          caught.accept(email, message.getMessage());
          var known = users.getUserByEmail(email);
          return known != null ? known : users.createUser(email, email, email);
        });
    greenMail.start();
    return new MailCatcher(greenMail);
  }

  /** Opens a mailbox; the address is also the name of its user. */
  public GreenMailUser mailbox(String address, String password) {
    try {
      var users = greenMail.getUserManager();
      var known = users.getUserByEmail(address);
      if (known != null) {
        known.setPassword(password);
        return known;
      }
      return users.createUser(address, address, password);
    } catch (UserException e) {
      throw new IllegalStateException("The mailbox could not be opened", e);
    }
  }

  /** What lies in a mailbox, oldest first; empty for an address never heard of. */
  public List<MimeMessage> mailOf(String address) {
    var user = greenMail.getUserManager().getUserByEmail(address);
    if (user == null) {
      return List.of();
    }
    try {
      return greenMail.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
          .map(stored -> stored.getMimeMessage())
          .toList();
    } catch (FolderException e) {
      throw new IllegalStateException("The mailbox could not be read", e);
    }
  }

  @Override
  public void close() {
    greenMail.stop();
  }
}
