package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.OutsideHosts;
import cadenza.messaging.adapter.email.mime.Mail;
import cadenza.messaging.adapter.email.mime.MimeRenderer;
import cadenza.messaging.application.ChannelSender.Permit;
import cadenza.messaging.application.ChannelSender.Wire;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One kept SMTP connection of a mailbox, for up to a hundred messages or five minutes. */
final class SmtpWire implements Wire {
  private static final int MESSAGES_AT_MOST = 100;
  private static final long AGE_AT_MOST = TimeUnit.MINUTES.toNanos(5);
  private static final long SILENT_AT_MOST = TimeUnit.SECONDS.toNanos(30);
  private static final long HANGING_AFTER = TimeUnit.MINUTES.toNanos(11);
  private static final Pattern CODE = Pattern.compile("response: ?(\\d{3})[ -]?.*", Pattern.DOTALL);

  private static final Pattern CODE_IN_FRONT = Pattern.compile("^\\s*(\\d{3})[ -]");

  private final SendingMailbox mailbox;
  private final OutsideHosts hosts;
  private final Clocks clocks;

  private volatile @Nullable Connection connection;
  private volatile long busySince;

  private static final class Connection {
    final PinnedSockets sockets;
    final Session session;
    final StagedTransport transport;
    final long openedNanos = System.nanoTime();
    long usedNanos = openedNanos;
    int messages;

    Connection(PinnedSockets sockets, Session session) {
      this.sockets = sockets;
      this.session = session;
      this.transport = new StagedTransport(session, sockets);
    }
  }

  SmtpWire(SendingMailbox mailbox, OutsideHosts hosts, Clocks clocks) {
    this.mailbox = mailbox;
    this.hosts = hosts;
    this.clocks = clocks;
  }

  @Override
  public Attempt send(BegunMessage message, Permit permit) {
    var to = MailAddress.ascii(message.toAddress());
    if (to.isEmpty()) {
      return Attempt.of(
          new SendResult.Refused("the recipient's address cannot be written in SMTP", true));
    }
    byte[] bytes;
    try {
      bytes = MimeRenderer.render(mailOf(message));
    } catch (IllegalArgumentException e) {
      return Attempt.of(new SendResult.Refused("the sender's address is none", false));
    }
    busySince = System.nanoTime();
    try {
      return exchange(bytes, to.get(), permit);
    } finally {
      busySince = 0;
    }
  }

  private Mail mailOf(BegunMessage message) {
    return new Mail(
        message.rfcMessageId(),
        clocks.real(),
        message.fromAddress(),
        message.fromName(),
        message.toAddress(),
        message.toName(),
        message.subject(),
        message.text(),
        message.html(),
        message.inReplyTo(),
        message.references());
  }

  private Attempt exchange(byte[] bytes, String to, Permit permit) {
    var kept = connection;
    Connection used;
    try {
      used = connected();
    } catch (MessagingException | RuntimeException e) {
      close();
      return notConnected(e);
    }
    used.transport.startMessage(permit::stillGranted);
    try {
      var address = new InternetAddress();
      address.setAddress(to);
      used.transport.sendMessage(new ReadyMessage(used.session, bytes), new Address[] {address});
      used.messages++;
      used.usedNanos = System.nanoTime();
      return SmtpVerdict.accepted(used.transport.getLastServerResponse());
    } catch (StagedTransport.NotPermitted stopped) {
      used.usedNanos = System.nanoTime();
      return Attempt.of(
          new SendResult.PutBack("stopped before its data went", clocks.real().plusSeconds(1)));
    } catch (MessagingException | RuntimeException e) {
      return used == kept && wasStale(used, e) ? exchange(bytes, to, permit) : judged(used, e);
    }
  }

  /** The server had closed a kept connection: nothing was said on it, so a new one is made. */
  private boolean wasStale(Connection used, Exception failure) {
    int code = used.transport.getLastReturnCode();
    boolean silent = isInterrupted(failure) || code < 200 || code > 599;
    if (used.transport.stage() != Stage.MAIL || !silent) {
      return false;
    }
    close();
    return true;
  }

  /** Which stage it was, whether a reply came, and what it said. */
  private Attempt judged(Connection used, Exception failure) {
    var stage = used.transport.stage();
    int code = used.transport.getLastReturnCode();
    var reply = Objects.requireNonNullElse(used.transport.getLastServerResponse(), "");
    boolean replied = code >= 200 && code < 600 && !isInterrupted(failure);
    if (!replied) {
      close();
      return stage == Stage.DOT
          ? Attempt.of(new SendResult.Unknown("the connection was lost behind the last byte"))
          : SmtpVerdict.away(
              "the connection was lost before the message was complete", clocks.real());
    }
    used.messages++;
    used.usedNanos = System.nanoTime();
    if (code == 421) {
      close();
    }
    if (code < 400 && stage != Stage.DOT) {
      close();
      return SmtpVerdict.away("the server answered out of turn", clocks.real());
    }
    return SmtpVerdict.ofReply(stage, code, reply, clocks.real());
  }

  /** An input or output error: the last reply belongs to an earlier command. */
  private static boolean isInterrupted(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private Connection connected() throws MessagingException {
    var kept = connection;
    if (kept != null) {
      long now = System.nanoTime();
      boolean fresh = kept.messages < MESSAGES_AT_MOST && now - kept.openedNanos < AGE_AT_MOST;
      if (fresh && (now - kept.usedNanos < SILENT_AT_MOST || kept.transport.answers())) {
        return kept;
      }
      close();
    }
    return connect();
  }

  private Connection connect() throws MessagingException {
    var server = Objects.requireNonNull(mailbox.smtp());
    if (server.security() == Security.NONE && !hosts.plainAllowed()) {
      throw new PlainRefused();
    }
    var sockets = new PinnedSockets(hosts.vet(server.host()));
    var made = new Connection(sockets, SmtpSessions.of(server, mailbox.address(), sockets));
    connection = made;
    made.transport.connect(server.host(), server.port(), server.username(), server.password());
    return made;
  }

  private static final class PlainRefused extends MessagingException {
    private static final long serialVersionUID = 1L;

    PlainRefused() {
      super("a connection without TLS is not allowed here");
    }
  }

  private Attempt notConnected(Exception failure) {
    var now = clocks.real();
    var words = String.valueOf(failure.getMessage());
    if (failure instanceof OutsideHosts.AddressRefused) {
      return SmtpVerdict.away("the server's address was refused", now);
    }
    if (failure instanceof AuthenticationFailedException) {
      return loginRefused(words, now);
    }
    if (failure instanceof PlainRefused || words.startsWith("STARTTLS is required")) {
      return SmtpVerdict.troubled(words, now);
    }
    if (isTls(failure)) {
      return SmtpVerdict.troubled("the server's certificate or TLS was not accepted", now);
    }
    var greeting = CODE.matcher(words);
    if (greeting.find()) {
      var reply = words.substring(greeting.start(1));
      return SmtpVerdict.ofReply(Stage.CONNECT, Integer.parseInt(greeting.group(1)), reply, now);
    }
    return SmtpVerdict.away("the server could not be reached", now);
  }

  /** Without a code in front the connection was lost, unless nothing could be tried at all. */
  private Attempt loginRefused(String words, Instant now) {
    var code = CODE_IN_FRONT.matcher(words);
    if (code.find()) {
      return code.group(1).startsWith("4")
          ? SmtpVerdict.ofReply(Stage.CONNECT, Integer.parseInt(code.group(1)), words, now)
          : SmtpVerdict.troubled(words, now);
    }
    if (words.startsWith("No authentication mechanisms")) {
      return SmtpVerdict.troubled(words, now);
    }
    var server = mailbox.smtp();
    return server == null || server.password() == null
        ? SmtpVerdict.troubled("the login has no password", now)
        : SmtpVerdict.away("the connection was lost at the login", now);
  }

  private static boolean isTls(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  /** Connects and logs in, and says why that fails; for a connection test. */
  Optional<String> tryOut() {
    try {
      connect();
      return Optional.empty();
    } catch (MessagingException | RuntimeException e) {
      return Optional.of(reasonOf(notConnected(e)));
    } finally {
      close();
    }
  }

  private static String reasonOf(Attempt attempt) {
    return attempt.result() instanceof SendResult.PutBack back
        ? SmtpVerdict.firstLine(back.reason())
        : "the server could not be reached";
  }

  @Override
  public void cutIfHanging() {
    long since = busySince;
    if (since != 0 && System.nanoTime() - since > HANGING_AFTER) {
      cut();
    }
  }

  /** Whatever is being waited for ends with an error. */
  void cut() {
    var current = connection;
    if (current != null) {
      current.sockets.closeAll();
    }
  }

  @Override
  public void close() {
    var last = connection;
    connection = null;
    if (last == null) {
      return;
    }
    try {
      last.transport.close();
    } catch (MessagingException | RuntimeException alreadyGone) {
      last.sockets.closeAll();
    }
  }
}
