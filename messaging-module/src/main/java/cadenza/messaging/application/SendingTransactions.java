package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The way from threads that live long into transactions: one request context each. */
@EngineWork
@ApplicationScoped
class SendingTransactions {
  @Inject CommitRound commitRound;
  @Inject LookAgain lookAgain;
  @Inject ReadSendingMailbox readSendingMailbox;
  @Inject HoldMessages holdMessages;

  @ActivateRequestContext
  public List<BegunMessage> round(List<Settled> results, List<Wanted> wanted) {
    return commitRound.run(results, wanted);
  }

  @ActivateRequestContext
  public Set<UUID> renew(List<BegunMessage> inHand) {
    return commitRound.renew(inHand);
  }

  @ActivateRequestContext
  public boolean mayGo(BegunMessage message) {
    return lookAgain.mayGo(message);
  }

  @ActivateRequestContext
  public Optional<SendingMailbox> mailbox(UUID workspaceId, UUID senderAccountId) {
    return readSendingMailbox.read(workspaceId, senderAccountId);
  }

  @ActivateRequestContext
  public void hold(Wanted wanted, String reason) {
    holdMessages.hold(wanted, reason);
  }
}
