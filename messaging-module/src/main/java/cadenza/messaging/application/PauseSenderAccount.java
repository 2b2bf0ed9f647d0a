package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;

/** Stops a mailbox from sending, and lets it go on. */
@UseCase
public class PauseSenderAccount {
  private static final int WAKE_AT_MOST = 5000;

  @Inject SenderAccountBook accounts;
  @Inject OutgoingMessages messages;
  @Inject Event<MessagesQueued> queued;
  @Inject Event<SenderAccountRecovered> recovered;
  @Inject Clocks clocks;

  /** Nothing begins behind the commit; what had begun looks again before its data goes. */
  public SenderAccountCard pause(UUID workspaceId, UUID id) {
    var account = locked(workspaceId, id);
    tellIfTroubled(account);
    account.pause(clocks.real());
    accounts.update(account);
    return account.card();
  }

  /** Also ends trouble. What waits goes on at the account's limits. */
  public SenderAccountCard resume(UUID workspaceId, UUID id) {
    return goOn(locked(workspaceId, id));
  }

  /**
   * Its server took a connection and the login: that ends trouble with either.
   *
   * @param version of the settings that worked; others are not judged by it
   */
  public void connected(UUID workspaceId, UUID id, long version) {
    var account = locked(workspaceId, id);
    if (account.isTroubledByConnection() && account.version() == version) {
      goOn(account);
    }
  }

  private SenderAccountCard goOn(SenderAccount account) {
    tellIfTroubled(account);
    account.resume(clocks.real());
    accounts.update(account);
    var waiting = messages.queuedOf(account.id(), WAKE_AT_MOST);
    if (!waiting.isEmpty()) {
      queued.fire(new MessagesQueued(waiting));
    }
    return account.card();
  }

  private void tellIfTroubled(SenderAccount account) {
    if (account.isTroubled()) {
      recovered.fire(account.turned().recovered(AccountSide.SENDING, clocks.real()));
    }
  }

  private SenderAccount locked(UUID workspaceId, UUID id) {
    return accounts.locked(workspaceId, id).orElseThrow(() -> new NotFound("inbox"));
  }
}
