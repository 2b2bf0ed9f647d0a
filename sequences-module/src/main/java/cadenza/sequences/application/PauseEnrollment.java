package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollmentPaused;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Pause;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Lets an enrollment rest: what is queued is withdrawn, what has begun may still be sent. */
@UseCase
public class PauseEnrollment {
  @Inject StopLock stopLock;
  @Inject Enrollments enrollments;
  @Inject Event<EnrollmentPaused> enrollmentPaused;
  @Inject Clocks clocks;

  public void pause(UUID workspaceId, UUID enrollmentId) {
    var now = clocks.of(workspaceId);
    var enrollment =
        stopLock.stop(workspaceId, List.of(enrollmentId), "paused", now).stream()
            .findFirst()
            .orElseThrow(() -> new NotFound("enrollment"));
    if (enrollment.isOver()) {
      throw new EnrollmentOver();
    }
    boolean restedBefore = enrollment.status() == EnrollmentStatus.PAUSED;
    enrollments.write(List.of(enrollment.paused(Pause.PERSON)), now);
    if (!restedBefore) {
      enrollmentPaused.fire(enrollment.pausedFact(Ids.next(), Pause.PERSON, now));
    }
  }
}
