package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.ContactTraces;
import cadenza.sequences.domain.EnrollmentBatches;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Does with the enrollments what happens to their contact. */
@UseCase
public class FollowContact {
  @Inject EnrollmentBatches batches;
  @Inject ContactTraces traces;
  @Inject StopLock stopLock;
  @Inject FinishEnrollments finishEnrollments;
  @Inject Clocks clocks;

  /** Those who are on a sequence, or were. */
  public Set<UUID> enrolled(UUID workspaceId, Collection<UUID> contactIds) {
    return traces.enrolled(workspaceId, contactIds);
  }

  /** All that is open ends. */
  public void gone(UUID workspaceId, Collection<UUID> contactIds) {
    end(workspaceId, traces.open(workspaceId, contactIds), "contact_deleted", FinishReason.REMOVED);
  }

  /**
   * They are the kept contact's from now on. Where both are on the same sequence, what is queued
   * for the merged one is withdrawn and its way ends: nobody gets the same series twice. Where the
   * one has answered a series that the other is still on, that ends as well.
   */
  public void merged(UUID workspaceId, UUID merged, UUID kept) {
    batches.takeTurns(workspaceId);
    end(
        workspaceId,
        traces.colliding(workspaceId, merged, kept),
        "contact_merged",
        FinishReason.REMOVED);
    // asked when the rows of the first are locked: a reply that was quicker has been written
    end(workspaceId, traces.answered(workspaceId, merged, kept), "replied", FinishReason.REPLIED);
    traces.move(workspaceId, merged, kept);
  }

  private void end(UUID workspaceId, List<UUID> ids, String reason, FinishReason as) {
    if (!ids.isEmpty()) {
      var now = clocks.of(workspaceId);
      finishEnrollments.finish(stopLock.stop(workspaceId, ids, reason, now), as, now);
    }
  }

  /**
   * All that is open ends, and what is kept of them names nobody.
   *
   * @param addresses in lower case
   */
  public void erased(UUID workspaceId, Collection<UUID> contactIds, Collection<String> addresses) {
    // enrollments are locked before their sequences, as by who runs a due step
    gone(workspaceId, contactIds);
    traces.forget(workspaceId, contactIds);
    traces.forgetWriters(workspaceId, contactIds, addresses);
  }
}
