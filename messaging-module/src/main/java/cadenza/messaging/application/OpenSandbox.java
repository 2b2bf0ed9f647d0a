package cadenza.messaging.application;

import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/** Gives a test workspace a sender account whose mail is captured. */
@UseCase
public class OpenSandbox {
  @Inject SenderAccountBook accounts;

  /** A repeat changes nothing. */
  public void open(UUID workspaceId, UUID id, String address, Instant at) {
    if (accounts.withId(workspaceId, id).isEmpty()) {
      accounts.add(SenderAccount.sandbox(id, workspaceId, address, at));
    }
  }
}
