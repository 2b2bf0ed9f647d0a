package cadenza.access.application;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalRequested;
import cadenza.access.api.Caller;
import cadenza.access.domain.Approval;
import cadenza.access.domain.Approvals;
import cadenza.access.domain.TooManyPending;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts a request where somebody reads it, instead of doing it. */
@UseCase
public class AskForApproval {
  private static final int MOST_PENDING = 1_000;

  @Inject
  @ConfigProperty(name = "cadenza.approvals.expire-after", defaultValue = "P3D")
  Duration patience;

  @Inject Approvals approvals;
  @Inject Event<ApprovalRequested> approvalRequested;
  @Inject Clocks clocks;

  /**
   * @param kind what is asked for
   * @param request as JSON
   * @param reaches whom it reaches as things stand, as JSON
   */
  public ApprovalCard ask(Caller caller, String kind, String request, String reaches) {
    var now = clocks.of(caller.workspaceId());
    if (approvals.pendingOf(caller.workspaceId(), caller.tokenId(), now, MOST_PENDING)
        >= MOST_PENDING) {
      throw new TooManyPending(MOST_PENDING);
    }
    var approval = Approval.ask(caller, kind, request, reaches, now, patience);
    approvals.add(approval);
    var card = approval.card(now);
    approvalRequested.fire(
        new ApprovalRequested(
            Ids.next(),
            caller.workspaceId(),
            now,
            card.id(),
            kind,
            card.tokenId(),
            card.expiresAt()));
    return card;
  }
}
