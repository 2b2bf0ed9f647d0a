package cadenza.access.application;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalStatus;
import cadenza.access.api.Caller;
import cadenza.access.domain.Approvals;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what waits for approval, and what became of the rest. */
@UseCase
public class ReadApprovals {
  static final String WHAT = "approval";

  @Inject Approvals approvals;
  @Inject Clocks clocks;

  public ApprovalCard read(Caller caller, UUID id) {
    var card =
        approvals
            .with(caller.workspaceId(), id)
            .map(found -> found.card(clocks.of(caller.workspaceId())))
            .orElseThrow(() -> new NotFound(WHAT));
    requireVisible(caller, card);
    return card;
  }

  /** Newest first; null asks for any status. */
  public Page<ApprovalCard> list(
      Caller caller, @Nullable ApprovalStatus status, @Nullable UUID after, int limit) {
    var now = clocks.of(caller.workspaceId());
    var rows =
        approvals.page(caller.workspaceId(), caller.boundInbox(), status, now, after, limit + 1);
    return Page.of(rows, limit, one -> one.id().toString()).map(one -> one.card(now));
  }

  /** A token bound to one inbox sees what such tokens have asked for. */
  static void requireVisible(Caller caller, ApprovalCard card) {
    var bound = caller.boundInbox();
    if (bound != null && !bound.equals(card.inboxId())) {
      throw new NotFound(WHAT);
    }
  }
}
