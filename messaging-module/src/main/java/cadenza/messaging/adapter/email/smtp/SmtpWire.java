package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.adapter.email.connection.PinnedSockets;
import cadenza.messaging.adapter.email.connection.PlainRefused;
import cadenza.messaging.adapter.email.dkim.NotSignable;
import cadenza.messaging.application.ChannelSender.Permit;
import cadenza.messaging.application.ChannelSender.Wire;
import cadenza.messaging.application.ConnectionFailure;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.ReturnPath;
import cadenza.messaging.domain.SendResult;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** One kept SMTP connection of a mailbox, for up to a hundred messages or five minutes. */
final class SmtpWire implements Wire {
  private static final int MESSAGES_AT_MOST = 100;
  private static final long AGE_AT_MOST = TimeUnit.MINUTES.toNanos(5);
  private static final long SILENT_AT_MOST = TimeUnit.SECONDS.toNanos(30);
  private static final long HANGING_AFTER = TimeUnit.MINUTES.toNanos(11);
  private static final int QUIT_MILLIS = 1000;

  /** Of a node: each is in memory whole, several times over while it is made. */
  private static final Semaphore WITH_FILES = new Semaphore(4);

  private final SendingMailbox mailbox;
  private final OutsideHosts hosts;
  private final OutsideTls tls;
  private final OutgoingMail outgoingMail;
  private final Clocks clocks;
  private final Login login;

  private @Nullable Route route;
  private volatile @Nullable Connection connection;
  private volatile boolean busy;
  private @Nullable String lost;
  private boolean noticesRefused;

  private static final class Connection {
    final PinnedSockets sockets;
    final Session session;
    final StagedTransport transport;
    final long openedNanos = System.nanoTime();
    long usedNanos = openedNanos;
    int messages;

    Connection(Route route) {
      this.sockets = route.sockets();
      this.session = route.session();
      this.transport = new StagedTransport(session, sockets);
    }
  }

  /** What one connection to an address leaves for the next: a mail session is dear to make. */
  private record Route(InetAddress address, PinnedSockets sockets, Session session) {}

  /** Gives what is said at the login, where that is no password. */
  interface Login {
    /** It is known already. */
    Login KNOWN =
        new Login() {
          @Override
          public MailServer ready(MailServer server) {
            return server;
          }

          @Override
          public void refused() {}
        };

    MailServer ready(MailServer server);

    /** The server did not take it. */
    void refused();
  }

  SmtpWire(
      SendingMailbox mailbox,
      OutsideHosts hosts,
      OutsideTls tls,
      OutgoingMail outgoingMail,
      Clocks clocks) {
    this(mailbox, hosts, tls, outgoingMail, clocks, Login.KNOWN);
  }

  SmtpWire(
      SendingMailbox mailbox,
      OutsideHosts hosts,
      OutsideTls tls,
      OutgoingMail outgoingMail,
      Clocks clocks,
      Login login) {
    this.mailbox = mailbox;
    this.hosts = hosts;
    this.tls = tls;
    this.outgoingMail = outgoingMail;
    this.clocks = clocks;
    this.login = login;
  }

  @Override
  public Attempt send(BegunMessage message, Permit permit) {
    var to = MailAddress.writable(message.toAddress());
    if (to.isEmpty()) {
      return Attempt.of(
          new SendResult.Refused("the recipient's address cannot be written in SMTP", true));
    }
    var recipients = new ArrayList<>(List.of(to.get()));
    recipients.addAll(message.copies().recipients());
    if (message.withFiles() && !WITH_FILES.tryAcquire()) {
      return Attempt.of(
          new SendResult.PutBack("other files leave first", clocks.real().plusSeconds(5)));
    }
    try {
      return send(message, recipients, permit);
    } finally {
      if (message.withFiles()) {
        WITH_FILES.release();
      }
    }
  }

  private Attempt send(BegunMessage message, List<String> recipients, Permit permit) {
    byte[] bytes;
    try {
      bytes = outgoingMail.bytesOf(message, clocks.real());
    } catch (IllegalArgumentException e) {
      return Attempt.of(new SendResult.Refused("the sender's address is none", false));
    } catch (NotSignable e) {
      return Attempt.of(new SendResult.Refused(String.valueOf(e.getMessage()), false));
    }
    lost = null;
    busy = true;
    try {
      return exchange(bytes, message.rfcMessageId(), recipients, permit);
    } finally {
      busy = false;
    }
  }

  private Attempt exchange(byte[] bytes, String messageId, List<String> to, Permit permit) {
    var kept = connection;
    Connection used;
    try {
      used = connected();
    } catch (MessagingException | RuntimeException e) {
      close();
      return notConnected(e);
    }
    if (!used.transport.takes(to)) {
      return Attempt.of(
          new SendResult.Refused(
              "a recipient's address needs SMTPUTF8, which the server does not offer", false));
    }
    used.transport.startMessage(messageId, to, permit::stillGranted, !noticesRefused);
    try {
      used.transport.sendMessage(
          new ReadyMessage(used.session, bytes, returnPath(messageId)), addresses(to));
      used.messages++;
      used.usedNanos = System.nanoTime();
      return SmtpVerdict.accepted(used.transport.getLastServerResponse());
    } catch (StagedTransport.NotPermitted stopped) {
      used.usedNanos = System.nanoTime();
      return Attempt.of(
          new SendResult.PutBack("stopped before its data went", clocks.real().plusSeconds(1)));
    } catch (MessagingException | RuntimeException e) {
      boolean again = used == kept && wasStale(used, e) || refusedNotices(used, e);
      return again ? exchange(bytes, messageId, to, permit) : judged(used, to, e);
    }
  }

  private Optional<String> returnPath(String messageId) {
    return mailbox.verp()
        ? MailAddress.ascii(mailbox.address()).flatMap(own -> ReturnPath.of(own, messageId))
        : Optional.empty();
  }

  private static Address[] addresses(List<String> recipients) {
    return recipients.stream()
        .map(
            recipient -> {
              var address = new InternetAddress();
              address.setAddress(recipient);
              return address;
            })
        .toArray(Address[]::new);
  }

  /**
   * It offers notices and refuses to be asked for them: the message itself was not judged. It is
   * asked no more, on whatever connection, so this comes once.
   */
  private boolean refusedNotices(Connection used, Exception failure) {
    boolean refused =
        !isInterrupted(failure)
            && used.transport.hasAnswered()
            && used.transport.takesBackNotices(used.transport.getLastReturnCode());
    noticesRefused |= refused;
    return refused;
  }

  /** The server had closed a kept connection: nothing was said on it, so a new one is made. */
  private boolean wasStale(Connection used, Exception failure) {
    int code = used.transport.getLastReturnCode();
    boolean silent =
        isInterrupted(failure) || !used.transport.hasAnswered() || code < 200 || code > 599;
    if (used.transport.stage() != Stage.MAIL || !silent) {
      return false;
    }
    close();
    return true;
  }

  /** Which stage it was, whether a reply came, and what it said. */
  private Attempt judged(Connection used, List<String> to, Exception failure) {
    var stage = used.transport.stage();
    var refusal = used.transport.refusal();
    int code = refusal == null ? used.transport.getLastReturnCode() : refusal.code();
    var last = refusal == null ? used.transport.getLastServerResponse() : refusal.reply();
    var reply = Objects.requireNonNullElse(last, "").strip();
    boolean replied =
        code >= 200 && code < 600 && used.transport.hasAnswered() && !isInterrupted(failure);
    if (!replied) {
      close();
      return stage == Stage.DOT
          ? Attempt.of(new SendResult.Unknown("the connection was lost behind the last byte"))
          : away("the connection was lost before the message was complete");
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
    return SmtpVerdict.ofReply(stage, code, reply, clocks.real(), to, refusal);
  }

  private Attempt away(String reason) {
    lost = reason;
    return SmtpVerdict.away(reason, clocks.real());
  }

  /** Why the server was lost at the last send, if it was. */
  Optional<String> lostServer() {
    return Optional.ofNullable(lost);
  }

  boolean isConnected() {
    return connection != null;
  }

  boolean isAt(Stage stage) {
    var current = connection;
    return current != null && current.transport.stage() == stage;
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
    try {
      return connect(login.ready(server));
    } catch (AuthenticationFailedException refused) {
      if (!server.byToken() || !isRefusedForGood(String.valueOf(refused.getMessage()))) {
        throw refused;
      }
      close();
      login.refused(); // a token may end before its time; a new one is tried once
      return connect(login.ready(server));
    }
  }

  private static boolean isRefusedForGood(String reply) {
    return reply.startsWith("5") || reply.startsWith(NoConnection.ASKED_FOR_MORE);
  }

  private Connection connect(MailServer server) throws MessagingException {
    MailConnectException unreachable = null;
    for (var address : hosts.vet(server.host())) {
      try {
        return connect(server, address);
      } catch (MailConnectException away) {
        close();
        unreachable = away;
      }
    }
    throw Objects.requireNonNull(unreachable);
  }

  /** By the vetted address: the library would resolve a name again. */
  private Connection connect(MailServer server, InetAddress address) throws MessagingException {
    var way = route;
    if (way == null || !way.address().equals(address)) {
      var sockets = new PinnedSockets(address);
      way = new Route(address, sockets, SmtpSessions.of(server, mailbox.address(), sockets, tls));
      route = way;
    }
    var made = new Connection(way);
    connection = made;
    made.transport.connect(
        address.getHostAddress(), server.port(), server.username(), server.password());
    return made;
  }

  private Attempt notConnected(Exception failure) {
    var now = clocks.real();
    var none = NoConnection.of(failure, mailbox.smtp());
    if (none.code() > 0) {
      return SmtpVerdict.ofReply(Stage.CONNECT, none.code(), none.words(), now);
    }
    if (none.fault() == ConnectionFault.ISSUER_AWAY) {
      return SmtpVerdict.away(none.words(), now); // the mail server is not to blame
    }
    return none.isTheAccountsOwn() ? SmtpVerdict.troubled(none.words(), now) : away(none.words());
  }

  /** Connects and logs in, and says why that fails; for a connection test. */
  Optional<ConnectionFailure> tryOut() {
    try {
      connect();
      return Optional.empty();
    } catch (MessagingException | RuntimeException e) {
      var none = NoConnection.of(e, mailbox.smtp());
      return Optional.of(new ConnectionFailure(none.fault(), SmtpVerdict.firstLine(none.words())));
    } finally {
      close();
    }
  }

  @Override
  public void cutIfHanging() {
    cutIfHanging(System.nanoTime());
  }

  /** Each stage may take its time, or a wait at the dot would be cut for what came before it. */
  void cutIfHanging(long now) {
    var current = connection;
    if (busy && current != null && now - current.transport.stageSince() > HANGING_AFTER) {
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
      // A server that does not even end must not hold us: TLS waits for its last word.
      last.sockets.readTimeout(QUIT_MILLIS);
      last.transport.close();
    } catch (IOException | MessagingException | RuntimeException alreadyGone) {
      last.sockets.closeAll();
    }
  }
}
