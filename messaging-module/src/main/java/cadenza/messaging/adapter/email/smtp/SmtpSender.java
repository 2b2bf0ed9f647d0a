package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.application.ChannelSender;
import cadenza.messaging.application.Logins;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.MailServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** E-mail, handed in at the mailbox's own SMTP server. */
@ApplicationScoped
class SmtpSender implements ChannelSender {
  @Inject OutsideHosts hosts;
  @Inject OutsideTls tls;
  @Inject OutgoingMail outgoingMail;
  @Inject Logins logins;
  @Inject Clocks clocks;

  private final ServersAway servers = new ServersAway();

  @Override
  public Wire wireFor(SendingMailbox mailbox) {
    var wire = new SmtpWire(mailbox, hosts, tls, outgoingMail, clocks, loginOf(mailbox));
    var server = mailbox.smtp();
    return server == null
        ? wire
        : new PatientWire(wire, server.host() + ":" + server.port(), servers, clocks);
  }

  private SmtpWire.Login loginOf(SendingMailbox mailbox) {
    return new SmtpWire.Login() {
      @Override
      public MailServer ready(MailServer server) {
        return logins.ready(mailbox.workspaceId(), mailbox.id(), server);
      }

      @Override
      public void refused() {
        logins.refused(mailbox.workspaceId(), mailbox.id());
      }
    };
  }
}
