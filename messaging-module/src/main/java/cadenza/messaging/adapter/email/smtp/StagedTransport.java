package cadenza.messaging.adapter.email.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import cadenza.messaging.adapter.email.connection.PinnedSockets;
import cadenza.messaging.domain.MailAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** The SMTP transport, telling how far it got: above all whether the final dot was written. */
final class StagedTransport extends SMTPTransport {
  private static final String DATA = "DATA";
  private static final String RESET = "RSET";
  private static final String RECIPIENT = "RCPT TO:<";
  private static final List<String> NONE = List.of();
  private static final int DOT_TIMEOUT_MILLIS = 600_000;
  static final int READ_TIMEOUT_MILLIS = 300_000;

  private final PinnedSockets sockets;
  private volatile Stage stage = Stage.CONNECT;
  private volatile long stageSince = System.nanoTime();
  private BooleanSupplier permit = () -> true;
  private List<String> sayAhead = NONE;
  private NoticeRequest notices = NoticeRequest.NONE;
  private boolean international;
  private final Queue<String> said = new ArrayDeque<>();
  private boolean answered;
  private String recipient = "";
  private @Nullable Refusal refusal;

  /** The permit was withdrawn before any data went. */
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

  /**
   * @param recipients nearly always one. Of several all are taken or none: DATA waits for what the
   *     server says of each.
   */
  void startMessage(
      String messageId,
      List<String> recipients,
      BooleanSupplier stillGranted,
      boolean asksForNotices) {
    enter(Stage.MAIL);
    notices =
        supportsExtension("DSN") && asksForNotices
            ? NoticeRequest.of(messageId, recipients)
            : NoticeRequest.NONE;
    sayAhead =
        supportsExtension("PIPELINING") && recipients.size() == 1
            ? List.of(RECIPIENT + recipients.get(0) + ">", DATA)
            : NONE;
    international = !recipients.stream().allMatch(MailAddress::isAscii);
    permit = stillGranted;
    answered = false;
    refusal = null;
  }

  /** Of a recipient; the library's last reply may be about one behind it, or about the reset. */
  record Refusal(String recipient, int code, String reply) {}

  @Nullable Refusal refusal() {
    return refusal;
  }

  /** Whether the server may have refused what it was asked of notices, and not the message. */
  boolean takesBackNotices(int code) {
    boolean parameters = code == 501 || code == 504 || code == 555;
    return parameters && notices != NoticeRequest.NONE && stage != Stage.DATA && stage != Stage.DOT;
  }

  /** Whether the server said anything to this message; if not, the last reply is an older one's. */
  boolean hasAnswered() {
    return answered;
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    answered = true;
    if (stage == Stage.RCPT && code >= 400 && refusal == null) {
      refusal = new Refusal(recipient, code, getLastServerResponse());
    }
    return code;
  }

  /** A reset that fails hides no refusal before it; the connection is of no use any more. */
  @Override
  public synchronized void issueCommand(String command, int expected) throws MessagingException {
    try {
      super.issueCommand(command, expected);
    } catch (MessagingException lost) {
      if (!command.equals(RESET)) {
        throw lost;
      }
      said.clear();
      sockets.closeAll();
    }
  }

  /**
   * A server that cannot answer EHLO for now would seem to offer neither TLS nor a login; only one
   * that does not know it says so for good.
   */
  @Override
  protected boolean ehlo(String domain) throws MessagingException {
    boolean told = super.ehlo(domain);
    int code = getLastReturnCode();
    if (!told && (code < 500 || code > 599)) {
      throw new MessagingException("EHLO failed, response: " + getLastServerResponse());
    }
    return told;
  }

  @Override
  protected void mailFrom() throws MessagingException {
    if (!permit.getAsBoolean()) {
      throw new NotPermitted();
    }
    super.mailFrom();
  }

  @Override
  protected void rcptTo() throws MessagingException {
    enter(Stage.RCPT);
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    enter(Stage.DATA);
    boolean saidAlready = !said.isEmpty();
    if (!saidAlready && !permit.getAsBoolean()) {
      issueCommand(RESET, -1);
      throw new NotPermitted();
    }
    var stream = super.data();
    if (saidAlready && !permit.getAsBoolean()) {
      // Only a lost connection takes DATA back (RFC 5321, 4.1.1.5 and 4.5.4.2: no dot, no mail).
      sockets.closeAll();
      throw new NotPermitted();
    }
    return stream;
  }

  /**
   * MAIL takes the next two commands with it where the server offers that (RFC 2920); in their turn
   * they are not said again, and only their replies are read.
   */
  @Override
  protected void sendCommand(String command) throws MessagingException {
    if (command.startsWith(RECIPIENT)) {
      recipient = command.substring(RECIPIENT.length(), command.length() - 1);
    }
    if (command.equals(said.peek())) {
      said.remove();
      return;
    }
    if (command.equals(RESET)) {
      readRest();
    }
    said.clear();
    if (!command.startsWith("MAIL ") || sayAhead.isEmpty()) {
      super.sendCommand(wire(command));
      return;
    }
    sockets.gather();
    try {
      super.sendCommand(wire(command));
      for (var next : sayAhead) {
        super.sendCommand(wire(next));
        said.add(next);
      }
    } finally {
      letGo();
    }
  }

  /** The library cuts characters down to bytes, so each is one already (RFC 6531, 3.4). */
  private String wire(String command) {
    var asked = notices.on(command);
    if (!international) {
      return asked;
    }
    var said = command.startsWith("MAIL ") ? asked + " SMTPUTF8" : asked;
    return new String(said.getBytes(UTF_8), ISO_8859_1);
  }

  /** Whether the recipients can be named to this server. */
  boolean takes(List<String> recipients) {
    return recipients.stream().allMatch(MailAddress::isAscii) || supportsExtension("SMTPUTF8");
  }

  private void letGo() throws MessagingException {
    try {
      sockets.letGo();
    } catch (IOException lost) {
      throw new MessagingException("the connection was lost", lost);
    }
  }

  /**
   * After a refusal, what is left of the replies. A server that wants the data all the same gets
   * none (RFC 2920, 3.1), and not even the dot where it may have taken the recipient, or says what
   * nobody can read.
   */
  private void readRest() throws MessagingException {
    boolean somebody = isGranted(getLastReturnCode());
    int code = 0;
    for (int left = said.size(); left > 0 && code >= 0; left--) {
      code = readServerResponse();
      somebody |= isGranted(code);
    }
    if (code < 0 || code == 354 && somebody) {
      throw new MessagingException("the replies are out of step");
    }
    if (code == 354) {
      super.sendCommand(".");
      readServerResponse();
    }
  }

  private static boolean isGranted(int code) {
    return code / 100 == 2;
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
