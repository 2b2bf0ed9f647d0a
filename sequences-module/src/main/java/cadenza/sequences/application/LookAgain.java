package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.PaceChanges;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What was held for want of a contact's data is looked at again once the contact changes. */
@UseCase
public class LookAgain {
  private static final int AT_ONCE = 500;
  private static final int WORKSPACES_AT_ONCE = 50;

  @Inject Enrollments enrollments;
  @Inject PaceChanges paceChanges;
  @Inject Clocks clocks;

  public void at(UUID workspaceId, Collection<UUID> contactIds) {
    enrollments.lookAgain(workspaceId, contactIds, clocks.of(workspaceId));
  }

  /** The pace at their domains has changed; they are told in batches, so that nobody waits. */
  public void atDomains(UUID workspaceId) {
    paceChanges.note(workspaceId, clocks.of(workspaceId));
  }

  /** Workspaces in which somebody waits to be told. */
  public List<UUID> open() {
    return paceChanges.open(WORKSPACES_AT_ONCE);
  }

  /** Tells some; returns whether there may be more. */
  public boolean advance(UUID workspaceId) {
    var since = paceChanges.locked(workspaceId);
    if (since.isEmpty()) {
      return false;
    }
    int told =
        enrollments.lookAgainAtDomains(workspaceId, since.get(), clocks.of(workspaceId), AT_ONCE);
    if (told < AT_ONCE) {
      paceChanges.done(workspaceId);
    }
    return told == AT_ONCE;
  }
}
