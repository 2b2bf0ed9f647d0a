package cadenza.access.application;

import cadenza.access.domain.Approvals;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Duration;

/** Refuses what nobody has approved in time, and forgets what is long over. */
@UseCase
public class ClearApprovals {
  private static final Duration KEPT = Duration.ofDays(90);

  @Inject Approvals approvals;
  @Inject Clocks clocks;

  public int expire() {
    return approvals.expire(clocks.real());
  }

  /** Some of them; 0 when there was none. */
  public int forgetOld() {
    return approvals.forgetOver(clocks.real().minus(KEPT));
  }
}
