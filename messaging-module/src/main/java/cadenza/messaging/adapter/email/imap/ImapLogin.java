package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.adapter.email.connection.PinnedSockets;
import cadenza.messaging.adapter.email.connection.PinnedTls;
import cadenza.messaging.adapter.email.connection.PlainRefused;
import cadenza.messaging.adapter.email.connection.TlsFaults;
import cadenza.messaging.application.LoginUnavailable;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailServer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.util.MailConnectException;

/** Connects to a mailbox, and says why that fails. */
final class ImapLogin {
  private static final String CONNECT_MILLIS = "10000";
  private static final int ANSWER_MILLIS = 30_000;

  private static final Pattern FOR_NOW =
      Pattern.compile("\\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\\]", Pattern.CASE_INSENSITIVE);

  private ImapLogin() {}

  /**
   * What a connection needs of its surroundings.
   *
   * @param answerMillis how long a server may be silent
   */
  record Outside(
      OutsideHosts hosts,
      OutsideTls tls,
      ScheduledExecutorService writeTimeouts,
      int answerMillis) {
    Outside(OutsideHosts hosts, OutsideTls tls, ScheduledExecutorService writeTimeouts) {
      this(hosts, tls, writeTimeouts, ANSWER_MILLIS);
    }
  }

  /** Tries one vetted address after the other, until one answers. */
  static ImapMailbox connect(MailServer server, Outside outside) throws MessagingException {
    if (server.security() == MailServer.Security.NONE && !outside.hosts().plainAllowed()) {
      throw new PlainRefused();
    }
    var last = new MessagingException("The host has no address");
    for (var vetted : outside.hosts().vet(server.host())) {
      try {
        return connect(server, vetted, outside);
      } catch (MailConnectException unreachable) {
        last = unreachable;
      }
    }
    throw last;
  }

  private static ImapMailbox connect(MailServer server, InetAddress vetted, Outside outside)
      throws MessagingException {
    var session = Session.getInstance(properties(server, vetted, outside));
    var store = (IMAPStore) session.getStore("imap");
    store.connect(vetted.getHostAddress(), server.port(), server.username(), server.password());
    return new ImapMailbox(store);
  }

  private static Properties properties(MailServer server, InetAddress vetted, Outside outside) {
    var properties = new Properties();
    var sockets = new PinnedSockets(vetted);
    properties.put("mail.imap.socketFactory", sockets);
    // Without this a refused certificate would be tried again with the server's own trust.
    properties.put("mail.imap.socketFactory.fallback", "false");
    properties.put("mail.imap.connectiontimeout", CONNECT_MILLIS);
    properties.put("mail.imap.timeout", String.valueOf(outside.answerMillis()));
    properties.put("mail.imap.writetimeout", String.valueOf(outside.answerMillis()));
    properties.put("mail.imap.executor.writetimeout", outside.writeTimeouts());
    if (server.byToken()) {
      properties.put("mail.imap.auth.mechanisms", "XOAUTH2");
    }
    properties.put("mail.imap.connectionpoolsize", "1");
    properties.put("mail.imap.connectionpooltimeout", "3600000");
    properties.put(
        "mail.imap.ssl.socketFactory",
        new PinnedTls(server.host(), outside.tls().context(), sockets));
    properties.put("mail.imap.ssl.checkserveridentity", "true");
    properties.put("mail.imap.ssl.enable", isTls(server, MailServer.Security.TLS));
    properties.put("mail.imap.starttls.enable", isTls(server, MailServer.Security.STARTTLS));
    properties.put("mail.imap.starttls.required", isTls(server, MailServer.Security.STARTTLS));
    return properties;
  }

  /** What a failed {@link #connect} means. */
  static ConnectionFault faultOf(Exception failure) {
    if (failure instanceof OutsideHosts.AddressRefused) {
      return ConnectionFault.ADDRESS_REFUSED;
    }
    if (failure instanceof LoginUnavailable unavailable) {
      return unavailable.fault();
    }
    if (failure instanceof PlainRefused) {
      return ConnectionFault.PLAIN_REFUSED;
    }
    var tlsFault = TlsFaults.of(failure);
    if (tlsFault.isPresent()) {
      return tlsFault.get();
    }
    if (String.valueOf(failure.getMessage()).startsWith("STARTTLS required")) {
      return ConnectionFault.STARTTLS_NOT_OFFERED;
    }
    return failure instanceof AuthenticationFailedException && !isForNow(failure)
        ? ConnectionFault.LOGIN_REFUSED
        : ConnectionFault.UNREACHABLE;
  }

  /** The server cannot for now, or has too many of us (RFC 5530): nothing was refused. */
  static boolean isForNow(Exception refusal) {
    return FOR_NOW.matcher(String.valueOf(refusal.getMessage())).find();
  }

  private static String isTls(MailServer server, MailServer.Security security) {
    return String.valueOf(server.security() == security);
  }
}
