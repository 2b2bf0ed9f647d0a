package cadenza.messaging.adapter.email.smtp;

import cadenza.messaging.adapter.email.connection.PinnedSockets;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** The SMTP transport, telling how far it got: above all whether the final dot was written. */
final class StagedTransport extends SMTPTransport {
  private static final int DOT_TIMEOUT_MILLIS = 600_000;
  static final int READ_TIMEOUT_MILLIS = 300_000;

  private final PinnedSockets sockets;
  private volatile Stage stage = Stage.CONNECT;
  private volatile long stageSince = System.nanoTime();
  private BooleanSupplier permit = () -> true;

  /** The permit was withdrawn before DATA; the connection is reset and can be used on. */
  static final class NotPermitted extends MessagingException {
    private static final long serialVersionUID = 1L;
  }

  StagedTransport(Session session, PinnedSockets sockets) {
    super(session, new URLName("smtp", null, -1, null, null, null));
    this.sockets = sockets;
  }

  Stage stage() {
    return stage;
  }

  long stageSince() {
    return stageSince;
  }

  private void enter(Stage next) {
    stage = next;
    stageSince = System.nanoTime();
  }

  void startMessage(BooleanSupplier stillGranted) {
    enter(Stage.MAIL);
    permit = stillGranted;
  }

  @Override
  protected void rcptTo() throws MessagingException {
    enter(Stage.RCPT);
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    enter(Stage.DATA);
    if (!permit.getAsBoolean()) {
      issueCommand("RSET", -1);
      throw new NotPermitted();
    }
    return super.data();
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    sockets.readTimeout(DOT_TIMEOUT_MILLIS);
    enter(Stage.DOT);
    super.finishData();
    sockets.readTimeout(READ_TIMEOUT_MILLIS);
  }

  /** Asks whether the connection is alive, when it has been silent for a while. */
  boolean answers() {
    enter(Stage.CONNECT);
    return isConnected();
  }
}
