package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.FinishReason;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Ends an enrollment; a repeat changes nothing. */
@UseCase
public class CancelEnrollment {
  @Inject FinishEnrollments finishEnrollments;
  @Inject StopLock stopLock;
  @Inject Clocks clocks;

  public void cancel(UUID workspaceId, UUID enrollmentId) {
    var now = clocks.of(workspaceId);
    var stopped = stopLock.stop(workspaceId, List.of(enrollmentId), "cancelled", now);
    if (stopped.isEmpty()) {
      throw new NotFound("enrollment");
    }
    finishEnrollments.finish(stopped, FinishReason.REMOVED, now);
  }
}
