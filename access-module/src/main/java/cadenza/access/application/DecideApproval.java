package cadenza.access.application;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalDecided;
import cadenza.access.api.Caller;
import cadenza.access.domain.Approval;
import cadenza.access.domain.ApprovalNeeded;
import cadenza.access.domain.Approvals;
import cadenza.access.domain.AskerRevoked;
import cadenza.access.domain.EditedMeanwhile;
import cadenza.access.domain.Token;
import cadenza.access.domain.Tokens;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Approves, edits and refuses. {@link #open}, the doing and {@link #approved} belong into one
 * transaction: then a request is done once, or it waits as before.
 */
@UseCase
public class DecideApproval {
  /**
   * A request that is to be done now.
   *
   * @param asker in whose name, with no more than he may
   */
  public record Opened(ApprovalCard approval, Caller asker) {}

  @Inject Approvals approvals;
  @Inject Tokens tokens;
  @Inject Event<ApprovalDecided> approvalDecided;
  @Inject Clocks clocks;

  /**
   * Takes a request to be done; see {@link #open}.
   *
   * @param expected the version that the caller has read; null for one that nobody has edited
   */
  public Opened toApprove(Caller caller, UUID id, @Nullable Long expected) {
    var opened = open(caller, id, expected);
    if (expected == null && opened.approval().editedAt() != null) {
      throw new EditedMeanwhile();
    }
    return opened;
  }

  /**
   * Takes a request to be edited or done; nobody else decides it until the end of the transaction.
   *
   * @param expected the version that the caller has read; null for any
   */
  public Opened open(Caller caller, UUID id, @Nullable Long expected) {
    refuseUnderApproval(caller);
    var now = clocks.of(caller.workspaceId());
    var approval = pending(caller, id, expected);
    var asker =
        tokens
            .held(caller.workspaceId(), approval.tokenId())
            .filter(token -> token.proves(clocks.real()))
            .map(Token::approvedCaller)
            .orElseThrow(AskerRevoked::new);
    return new Opened(approval.card(now), asker);
  }

  /**
   * It was done.
   *
   * @param result as JSON
   */
  public ApprovalCard approved(Caller caller, UUID id, String result) {
    var approval = pending(caller, id, null);
    approval.approve(result, caller, clocks.of(caller.workspaceId()));
    return decided(caller, approval);
  }

  /** Whoever asked may take it back by this. */
  public ApprovalCard refuse(
      Caller caller, UUID id, @Nullable Long expected, @Nullable String reason) {
    var approval = pending(caller, id, expected);
    if (caller.requiresApproval() && !approval.tokenId().equals(caller.tokenId())) {
      throw new ApprovalNeeded();
    }
    approval.refuse(reason, caller, clocks.of(caller.workspaceId()));
    return decided(caller, approval);
  }

  /**
   * @param request as JSON
   * @param reaches whom it reaches as things stand, as JSON
   */
  public ApprovalCard edit(
      Caller caller, UUID id, @Nullable Long expected, String request, String reaches) {
    refuseUnderApproval(caller);
    var approval = pending(caller, id, expected);
    approval.edit(request, reaches, caller, clocks.of(caller.workspaceId()));
    return written(caller, approval);
  }

  /** What cannot be asked for, and what nobody decides about himself. */
  public static void refuseUnderApproval(Caller caller) {
    if (caller.requiresApproval()) {
      throw new ApprovalNeeded();
    }
  }

  private Approval pending(Caller caller, UUID id, @Nullable Long expected) {
    var approval =
        approvals
            .locked(caller.workspaceId(), id)
            .orElseThrow(() -> new NotFound(ReadApprovals.WHAT));
    ReadApprovals.requireVisible(caller, approval.card(clocks.of(caller.workspaceId())));
    approval.requirePending(clocks.of(caller.workspaceId()));
    approval.requireVersion(expected);
    return approval;
  }

  private ApprovalCard decided(Caller caller, Approval approval) {
    var card = written(caller, approval);
    approvalDecided.fire(
        new ApprovalDecided(
            Ids.next(),
            card.workspaceId(),
            clocks.of(card.workspaceId()),
            card.id(),
            card.kind(),
            card.status().word(),
            card.tokenId()));
    return card;
  }

  private ApprovalCard written(Caller caller, Approval approval) {
    approvals.update(approval);
    return approval.card(clocks.of(caller.workspaceId()));
  }
}
