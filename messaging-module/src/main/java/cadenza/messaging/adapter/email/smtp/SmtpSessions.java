package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.adapter.email.connection.PinnedSockets;
import cadenza.messaging.adapter.email.connection.PinnedTls;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import jakarta.mail.Session;
import java.util.Properties;

/** The settings of one connection: every wait bounded, TLS required where it was asked for. */
final class SmtpSessions {
  private static final String CONNECT_TIMEOUT_MILLIS = "30000";

  private SmtpSessions() {}

  static Session of(
      MailServer server, String senderAddress, PinnedSockets sockets, OutsideTls tls) {
    var settings = new Properties();
    var sender = MailAddress.ascii(senderAddress).orElse(senderAddress);
    settings.put("mail.smtp.socketFactory", sockets);
    settings.put("mail.smtp.socketFactory.fallback", "false");
    settings.put("mail.smtp.connectiontimeout", CONNECT_TIMEOUT_MILLIS);
    settings.put("mail.smtp.timeout", String.valueOf(StagedTransport.READ_TIMEOUT_MILLIS));
    settings.put("mail.smtp.from", sender);
    settings.put("mail.smtp.localhost", sender.substring(sender.lastIndexOf('@') + 1));
    settings.put("mail.smtp.quitwait", "false");
    settings.put("mail.smtp.sendpartial", "false");
    settings.put("mail.smtp.auth", String.valueOf(server.username() != null));
    if (server.byToken()) {
      settings.put("mail.smtp.auth.mechanisms", "XOAUTH2");
    }
    settings.put(
        "mail.smtp.ssl.socketFactory", new PinnedTls(server.host(), tls.context(), sockets));
    settings.put("mail.smtp.ssl.enable", String.valueOf(server.security() == Security.TLS));
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    boolean startTls = server.security() == Security.STARTTLS;
    settings.put("mail.smtp.starttls.enable", String.valueOf(startTls));
    settings.put("mail.smtp.starttls.required", String.valueOf(startTls));
    return Session.getInstance(settings);
  }
}
