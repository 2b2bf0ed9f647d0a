package cadenza.messaging.application;

import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Opens the sealed settings of a mailbox for the line that is about to connect. */
@UseCase
public class ReadSendingMailbox {
  @Inject SenderAccountBook accounts;
  @Inject SecretBox secrets;

  public Optional<SendingMailbox> read(UUID workspaceId, UUID id) {
    return accounts
        .withId(workspaceId, id)
        .map(
            account ->
                new SendingMailbox(
                    workspaceId,
                    id,
                    account.address(),
                    account.version(),
                    account.isVerp(),
                    account.smtp(
                        (purpose, closed) -> secrets.open(workspaceId, id, purpose, closed))));
  }
}
