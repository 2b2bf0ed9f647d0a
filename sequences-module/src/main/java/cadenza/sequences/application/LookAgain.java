package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.UUID;

/** What was held for want of a contact's data is looked at again once the contact changes. */
@UseCase
public class LookAgain {
  @Inject Enrollments enrollments;
  @Inject Clocks clocks;

  public void at(UUID workspaceId, Collection<UUID> contactIds) {
    enrollments.lookAgain(workspaceId, contactIds, clocks.of(workspaceId));
  }

  /** The pace at their domains has changed. */
  public void atDomains(UUID workspaceId) {
    enrollments.lookAgainAtDomains(workspaceId, clocks.of(workspaceId));
  }
}
