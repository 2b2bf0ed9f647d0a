package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.OutsideHosts;
import cadenza.messaging.application.MailServerProbe;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** Connects and logs in as the sending and the reading do, under the same address policy. */
@ApplicationScoped
class MailProbe implements MailServerProbe {
  private static final String TIMEOUT_MILLIS = "15000";

  @Inject OutsideHosts hosts;
  @Inject Clocks clocks;

  @Override
  public Optional<String> trySmtp(MailServer server, String senderAddress) {
    var mailbox = new SendingMailbox(new UUID(0, 0), senderAddress, 0, server);
    return new SmtpWire(mailbox, hosts, clocks).tryOut();
  }

  @Override
  public Optional<String> tryImap(MailServer server) {
    if (server.security() == Security.NONE && !hosts.plainAllowed()) {
      return Optional.of("a connection without TLS is not allowed here");
    }
    try {
      var sockets = new PinnedSockets(hosts.vet(server.host()));
      var session = Session.getInstance(imapSettings(server, sockets));
      try (var store = session.getStore("imap")) {
        store.connect(server.host(), server.port(), server.username(), server.password());
      }
      return Optional.empty();
    } catch (OutsideHosts.AddressRefused refused) {
      return Optional.of("the server's address was refused");
    } catch (AuthenticationFailedException refused) {
      return Optional.of("the login was refused");
    } catch (MessagingException | RuntimeException unreachable) {
      return Optional.of("the server could not be reached");
    }
  }

  private static Properties imapSettings(MailServer server, PinnedSockets sockets) {
    var settings = new Properties();
    settings.put("mail.imap.socketFactory", sockets);
    settings.put("mail.imap.socketFactory.fallback", "false");
    settings.put("mail.imap.connectiontimeout", TIMEOUT_MILLIS);
    settings.put("mail.imap.timeout", TIMEOUT_MILLIS);
    settings.put("mail.imap.ssl.enable", String.valueOf(server.security() == Security.TLS));
    settings.put("mail.imap.ssl.checkserveridentity", "true");
    boolean startTls = server.security() == Security.STARTTLS;
    settings.put("mail.imap.starttls.enable", String.valueOf(startTls));
    settings.put("mail.imap.starttls.required", String.valueOf(startTls));
    return settings;
  }
}
