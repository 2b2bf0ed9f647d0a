package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.adapter.KernelParts;
import cadenza.messaging.adapter.email.mime.Mail;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.MailServer;
import java.util.UUID;

/** Sends as the product does, for tests elsewhere. */
public final class HandIn implements AutoCloseable {
  private final SmtpWire wire;

  public HandIn(MailServer server, String senderAddress) {
    wire =
        new SmtpWire(
            new SendingMailbox(new UUID(0, 9), new UUID(0, 1), senderAddress, 0, false, server),
            KernelParts.hostsHere(),
            KernelParts.tls(),
            SmtpStage.unsigned(),
            new SmtpStage.Noon());
  }

  public Attempt send(Mail mail) {
    return wire.send(SmtpStage.message(mail), () -> true);
  }

  @Override
  public void close() {
    wire.close();
  }
}
