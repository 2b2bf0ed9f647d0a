package cadenza.messaging.application;

import cadenza.messaging.api.ConnectionReport;
import cadenza.messaging.api.ConnectionReport.Result;
import cadenza.messaging.domain.MailServer;
import jakarta.enterprise.context.ApplicationScoped;
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
@ApplicationScoped
public class TestConnection {
  private static final String OK = "ok";

  @Inject ReadMailServers readMailServers;
  @Inject PauseSenderAccount pauseSenderAccount;
  @Inject SendingProbe sending;
  @Inject ReadingProbe reading;
  @Inject Logins logins;

  public ConnectionReport test(UUID workspaceId, UUID id) {
    var opened = readMailServers.read(workspaceId, id);
    if (isByToken(opened.smtp()) || isByToken(opened.imap())) {
      logins.beginAnew(workspaceId, id);
    }
    var smtp =
        result(
            "/smtp",
            opened.smtp(),
            server -> sending.trySmtp(logins.ready(workspaceId, id, server), opened.address()));
    if (smtp.status().equals(OK)) {
      pauseSenderAccount.connected(workspaceId, id, opened.version());
    }
    return new ConnectionReport(
        smtp,
        result(
            "/imap",
            opened.imap(),
            server -> reading.tryImap(logins.ready(workspaceId, id, server))));
  }

  private static Result result(
      String pointer,
      @Nullable MailServer server,
      Function<MailServer, Optional<ConnectionFailure>> attempt) {
    if (server == null) {
      return new Result("not_set", null, null, null);
    }
    return tried(server, attempt)
        .map(failure -> failed(pointer, failure))
        .orElse(new Result(OK, null, null, null));
  }

  private static Optional<ConnectionFailure> tried(
      MailServer server, Function<MailServer, Optional<ConnectionFailure>> attempt) {
    try {
      return attempt.apply(server);
    } catch (LoginUnavailable none) {
      return Optional.of(new ConnectionFailure(none.fault(), none.reason()));
    }
  }

  private static boolean isByToken(@Nullable MailServer server) {
    return server != null && server.byToken();
  }

  private static Result failed(String pointer, ConnectionFailure failure) {
    var fault = failure.fault();
    return new Result(
        "failed", fault.name().toLowerCase(Locale.ROOT), fault.pointer(pointer), failure.reason());
  }
}
