package cadenza.sequences.application;

import cadenza.kernel.api.Ids;
import cadenza.sequences.api.EnrollmentsFinished;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Ends enrollments that have been stopped; those that were over stay as they ended. */
@Dependent
class FinishEnrollments {
  @Inject Enrollments enrollments;
  @Inject Event<EnrollmentsFinished> enrollmentsFinished;

  /**
   * @return how many ended now
   */
  int finish(List<Enrollment> stopped, FinishReason reason, Instant now) {
    var ended =
        stopped.stream()
            .filter(one -> !one.isOver())
            .map(one -> one.finished(reason, now))
            .toList();
    if (ended.isEmpty()) {
      return 0;
    }
    enrollments.write(ended, now);
    enrollmentsFinished.fire(
        new EnrollmentsFinished(ended.stream().map(one -> one.finishedFact(Ids.next())).toList()));
    return ended.size();
  }
}
