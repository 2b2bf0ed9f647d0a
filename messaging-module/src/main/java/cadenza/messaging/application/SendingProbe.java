package cadenza.messaging.application;

import cadenza.messaging.domain.MailServer;
import java.util.Optional;

/** The port to an SMTP server for a connection test: connect, log in, leave. */
public interface SendingProbe {
  /** Empty when it works. */
  Optional<ConnectionFailure> trySmtp(MailServer server, String senderAddress);
}
