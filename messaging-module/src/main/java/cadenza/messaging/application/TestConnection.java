package cadenza.messaging.application;

import cadenza.messaging.api.ConnectionReport;
import cadenza.messaging.api.ConnectionReport.Result;
import cadenza.messaging.domain.MailServer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries both servers of a mailbox now; sending that was in trouble goes on when it works again. Not
 * a use case of its own transaction: none may be open while somebody else's server is on the line.
 */
@RequestScoped
public class TestConnection {
  private static final String OK = "ok";

  @Inject ReadMailServers readMailServers;
  @Inject PauseSenderAccount pauseSenderAccount;
  @Inject SendingProbe sending;
  @Inject ReadingProbe reading;

  public ConnectionReport test(UUID workspaceId, UUID id) {
    var opened = readMailServers.read(workspaceId, id);
    var smtp = result("/smtp/", opened.smtp(), server -> sending.trySmtp(server, opened.address()));
    if (smtp.status().equals(OK)) {
      pauseSenderAccount.connected(workspaceId, id, opened.version());
    }
    return new ConnectionReport(smtp, result("/imap/", opened.imap(), reading::tryImap));
  }

  private static Result result(
      String pointer,
      @Nullable MailServer server,
      Function<MailServer, Optional<ConnectionFailure>> attempt) {
    if (server == null) {
      return new Result("not_set", null, null, null);
    }
    return attempt
        .apply(server)
        .map(failure -> failed(pointer, failure))
        .orElse(new Result(OK, null, null, null));
  }

  private static Result failed(String pointer, ConnectionFailure failure) {
    var fault = failure.fault();
    return new Result(
        "failed", fault.name().toLowerCase(Locale.ROOT), pointer + fault.field(), failure.reason());
  }
}
