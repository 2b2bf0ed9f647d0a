package cadenza.messaging.application;

import cadenza.messaging.domain.MailServer;
import java.util.Optional;

/** The port to a mail server for a connection test: connect, log in, leave. */
public interface MailServerProbe {
  /** Empty when it works, or else a reason that tells nothing about the inside of a network. */
  Optional<String> trySmtp(MailServer server, String senderAddress);

  /** The same for IMAP. */
  Optional<String> tryImap(MailServer server);
}
