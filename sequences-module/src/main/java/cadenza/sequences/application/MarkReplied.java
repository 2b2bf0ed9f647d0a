package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollmentMarkedReplied;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Ends an enrollment whose person answered where we cannot see it; one that is over stays so. */
@UseCase
public class MarkReplied {
  @Inject FinishEnrollments finishEnrollments;
  @Inject StopLock stopLock;
  @Inject Event<EnrollmentMarkedReplied> marked;
  @Inject Clocks clocks;

  public void mark(UUID workspaceId, UUID enrollmentId) {
    var now = clocks.of(workspaceId);
    var stopped = stopLock.stop(workspaceId, List.of(enrollmentId), "replied", now);
    if (stopped.isEmpty()) {
      throw new NotFound("enrollment");
    }
    stopped.stream().filter(one -> !one.isOver()).map(one -> fact(one, now)).forEach(marked::fire);
    finishEnrollments.finish(stopped, FinishReason.REPLIED, now);
  }

  private static EnrollmentMarkedReplied fact(Enrollment enrollment, Instant now) {
    return new EnrollmentMarkedReplied(
        Ids.next(),
        enrollment.workspaceId(),
        now,
        enrollment.id(),
        enrollment.sequenceId(),
        enrollment.contactId(),
        enrollment.senderAccountId());
  }
}
