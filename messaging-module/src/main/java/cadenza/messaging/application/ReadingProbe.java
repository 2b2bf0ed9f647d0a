package cadenza.messaging.application;

import cadenza.messaging.domain.MailServer;
import java.util.Optional;

/** The port to an IMAP server for a connection test: connect, log in, leave. */
public interface ReadingProbe {
  /** Empty when it works. */
  Optional<ConnectionFailure> tryImap(MailServer server);
}
