package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.application.ChannelSender;
import cadenza.messaging.application.SendingMailbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** E-mail, handed in at the mailbox's own SMTP server. */
@ApplicationScoped
class SmtpSender implements ChannelSender {
  @Inject OutsideHosts hosts;
  @Inject OutsideTls tls;
  @Inject Clocks clocks;

  @Override
  public Wire wireFor(SendingMailbox mailbox) {
    return new SmtpWire(mailbox, hosts, tls, clocks);
  }
}
