package cadenza.sequences.application;

import cadenza.sequences.domain.Enrollment;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** When a step is due that could not leave at its time. */
@Dependent
class DueTimes {
  @Inject Surroundings surroundings;

  /** A time that is still ahead stays; one that passed meanwhile is resolved anew. */
  List<Enrollment> resumed(List<Enrollment> enrollments, Instant now) {
    var zones = surroundings.zones(enrollments);
    return enrollments.stream()
        .map(one -> resumed(one, zones.getOrDefault(one.id(), ZoneOffset.UTC), now))
        .toList();
  }

  private Enrollment resumed(Enrollment enrollment, ZoneId zone, Instant now) {
    var planned = enrollment.dueAt();
    if (planned != null && planned.isAfter(now)) {
      return enrollment.resumed(planned);
    }
    var missed = planned == null ? now : planned;
    return enrollment.resumed(
        surroundings
            .plan(enrollment)
            .dueAgain(missed, now, enrollment.stepNumber(), zone, enrollment.id()));
  }
}
