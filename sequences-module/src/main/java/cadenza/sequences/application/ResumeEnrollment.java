package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollmentResumed;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.sequences.domain.Sequences;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Lets an enrollment go on; a slot that was missed is resolved anew from now. */
@UseCase
public class ResumeEnrollment {
  @Inject Sequences sequences;
  @Inject Enrollments enrollments;
  @Inject DueTimes dueTimes;
  @Inject Event<EnrollmentResumed> enrollmentResumed;
  @Inject Clocks clocks;

  public void resume(UUID workspaceId, UUID enrollmentId) {
    var now = clocks.of(workspaceId);
    var found =
        enrollments.withId(workspaceId, enrollmentId).orElseThrow(() -> new NotFound("enrollment"));
    if (!sequences.pausedAmong(List.of(new Key(workspaceId, found.sequenceId()))).isEmpty()) {
      throw new SequenceIsPaused();
    }
    var enrollment = enrollments.locked(workspaceId, List.of(enrollmentId)).get(0);
    if (enrollment.isOver()) {
      throw new EnrollmentOver();
    }
    if (enrollment.status() != EnrollmentStatus.PAUSED) {
      return;
    }
    enrollments.write(dueTimes.resumed(List.of(enrollment), now), now);
    enrollmentResumed.fire(enrollment.resumedFact(Ids.next(), now));
  }
}
