package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.application.ConnectionFailure;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.application.SendingProbe;
import cadenza.messaging.domain.MailServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Connects and logs in as the sending does. */
@ApplicationScoped
class SmtpProbe implements SendingProbe {
  @Inject OutsideHosts hosts;
  @Inject OutsideTls tls;
  @Inject OutgoingMail outgoingMail;
  @Inject Clocks clocks;

  @Override
  public Optional<ConnectionFailure> trySmtp(MailServer server, String senderAddress) {
    var mailbox =
        new SendingMailbox(new UUID(0, 0), new UUID(0, 0), senderAddress, 0, false, server);
    return new SmtpWire(mailbox, hosts, tls, outgoingMail, clocks).tryOut();
  }
}
