package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.application.ConnectionFailure;
import cadenza.messaging.application.ReadingProbe;
import cadenza.messaging.domain.MailServer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.Optional;

/** Connects and logs in as the reading does. */
@ApplicationScoped
class ImapProbe implements ReadingProbe {
  @Inject OutsideHosts hosts;
  @Inject OutsideTls tls;
  @Resource ManagedScheduledExecutorService writeTimeouts;

  @Override
  public Optional<ConnectionFailure> tryImap(MailServer server) {
    var outside = new ImapLogin.Outside(hosts, tls, writeTimeouts);
    try {
      ImapLogin.connect(server, outside).close();
      return Optional.empty();
    } catch (MessagingException | RuntimeException failure) {
      return Optional.of(ConnectionFailure.of(ImapLogin.faultOf(failure)));
    }
  }
}
