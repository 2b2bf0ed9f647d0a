package cadenza.messaging.application;

import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens the settings of both servers of a mailbox for a connection test. */
@UseCase
public class ReadMailServers {
  @Inject SenderAccountBook accounts;
  @Inject SecretBox secrets;

  record Opened(
      String address, @Nullable MailServer smtp, @Nullable MailServer imap, long version) {}

  public Opened read(UUID workspaceId, UUID id) {
    var account = accounts.withId(workspaceId, id).orElseThrow(() -> new NotFound("inbox"));
    return new Opened(
        account.address(),
        account.smtp((purpose, closed) -> secrets.open(workspaceId, id, purpose, closed)),
        account.imap((purpose, closed) -> secrets.open(workspaceId, id, purpose, closed)),
        account.version());
  }
}
