package cadenza.access.application;

import cadenza.access.api.ApprovalDecided;
import cadenza.access.domain.Approvals;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Refuses what nobody has approved in time, and forgets what is long over. */
@UseCase
public class ClearApprovals {
  private static final Duration KEPT = Duration.ofDays(90);
  private static final int AT_ONCE = 1_000;

  @Inject Approvals approvals;
  @Inject Event<ApprovalDecided> approvalDecided;
  @Inject Clocks clocks;

  /** Some of them; 0 when there was none. Those of test workspaces live by their own clocks. */
  public int expire() {
    return tell(approvals.expire(null, clocks.real(), AT_ONCE));
  }

  /** What the clock of a test workspace has passed. */
  public int expireIn(UUID workspaceId) {
    return tell(approvals.expire(workspaceId, clocks.of(workspaceId), AT_ONCE));
  }

  private int tell(List<ApprovalDecided> expired) {
    expired.forEach(approvalDecided::fire);
    return expired.size();
  }

  /** Some of them; 0 when there was none. */
  public int forgetOld() {
    return approvals.forgetOver(clocks.real().minus(KEPT));
  }
}
