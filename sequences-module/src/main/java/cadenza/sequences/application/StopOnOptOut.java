package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends all that writes to a person who wants no more, or complains, whatever address of his the
 * next step would go to.
 */
@UseCase
public class StopOnOptOut {
  @Inject Enrollments enrollments;
  @Inject StopLock stopLock;
  @Inject FinishEnrollments finishEnrollments;
  @Inject Clocks clocks;

  public void stop(UUID workspaceId, @Nullable UUID contactId, @Nullable UUID enrollmentId) {
    var ids = new LinkedHashSet<UUID>();
    if (contactId != null) {
      enrollments.allOpenOf(workspaceId, contactId).stream().map(Enrollment::id).forEach(ids::add);
    }
    if (enrollmentId != null) {
      ids.add(enrollmentId);
    }
    var now = clocks.of(workspaceId);
    finishEnrollments.finish(
        stopLock.stop(workspaceId, List.copyOf(ids), "opted_out", now),
        FinishReason.OPTED_OUT,
        now);
  }
}
