package cadenza.sequences.application;

import cadenza.sequences.domain.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Versions never change once they are published, so a node reads and parses each one once. */
@ApplicationScoped
class PlanCache {
  private static final int MOST = 10_000;

  private final Map<UUID, Plan> plans = new ConcurrentHashMap<>();

  Optional<Plan> find(UUID versionId) {
    return Optional.ofNullable(plans.get(versionId));
  }

  /** Starts anew when it is full: what is in use is read again. */
  void keep(Plan plan) {
    if (plans.size() >= MOST) {
      plans.clear();
    }
    plans.put(plan.versionId(), plan);
  }
}
