package cadenza.sequences.application;

import cadenza.sequences.domain.Enrollment;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;

/** When a step is due that could not leave at its time. */
@Dependent
class DueTimes {
  @Inject Surroundings surroundings;

  /** A time that is still ahead stays; one that passed meanwhile is resolved anew. */
  Enrollment resumed(Enrollment enrollment, Instant now) {
    var planned = enrollment.dueAt();
    if (planned != null && planned.isAfter(now)) {
      return enrollment.resumed(planned);
    }
    var plan = surroundings.plan(enrollment);
    return enrollment.resumed(
        plan.dueAgain(
            planned == null ? now : planned,
            now,
            enrollment.stepNumber(),
            surroundings.zone(enrollment),
            enrollment.id()));
  }
}
