package cadenza.messaging.application;

import cadenza.messaging.api.ConnectionReport;
import cadenza.messaging.api.ConnectionReport.Result;
import cadenza.messaging.domain.MailServer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries both servers of a mailbox now. Not a use case of its own transaction: none may be open
 * while somebody else's server is on the line.
 */
@RequestScoped
public class TestConnection {
  @Inject ReadMailServers readMailServers;
  @Inject MailServerProbe probe;

  public ConnectionReport test(UUID workspaceId, UUID id) {
    var opened = readMailServers.read(workspaceId, id);
    return new ConnectionReport(
        result(opened.smtp(), server -> probe.trySmtp(server, opened.address())),
        result(opened.imap(), probe::tryImap));
  }

  private static Result result(
      @Nullable MailServer server, Function<MailServer, Optional<String>> attempt) {
    if (server == null) {
      return new Result("not_set", null);
    }
    var reason = attempt.apply(server);
    return new Result(reason.isEmpty() ? "ok" : "failed", reason.orElse(null));
  }
}
