package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.OpenSandboxAccount;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;

/** Gives a test workspace the sender account that its sequences send from. */
@UseCase
public class GiveSandbox {
  @Inject Event<OpenSandboxAccount> openSandboxAccount;
  @Inject Clocks clocks;

  /**
   * @return the id of the account
   */
  public UUID to(UUID workspaceId, String address) {
    var id = Ids.next();
    openSandboxAccount.fire(
        new OpenSandboxAccount(Ids.next(), workspaceId, clocks.of(workspaceId), id, address));
    return id;
  }
}
