package cadenza.sequences.application;

import cadenza.sequences.domain.Plan;
import cadenza.sequences.domain.Sequences;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;

/** The plan of a version, from memory where it has been seen. */
@Dependent
class Plans {
  @Inject PlanCache cache;
  @Inject Sequences sequences;

  Plan of(UUID workspaceId, UUID versionId) {
    var known = cache.find(versionId);
    if (known.isPresent()) {
      return known.get();
    }
    var plan =
        sequences
            .plan(workspaceId, versionId)
            .orElseThrow(() -> new IllegalStateException("No such version: " + versionId));
    cache.keep(plan);
    return plan;
  }
}
