package cadenza.sequences.application;

import cadenza.sequences.domain.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Versions never change once they are published, so a node reads and parses each one once. */
@ApplicationScoped
class PlanCache {
  private static final int MOST = 10_000;

  /** Of text in all of them together; a step may be long, and each ad-hoc series is a version. */
  private static final long MOST_CHARACTERS = 16_000_000;

  private final Map<UUID, Plan> plans = new ConcurrentHashMap<>();
  private final AtomicLong characters = new AtomicLong();

  Optional<Plan> find(UUID versionId) {
    return Optional.ofNullable(plans.get(versionId));
  }

  /** Starts anew when it is full: what is in use is read again. */
  void keep(Plan plan) {
    if (plans.size() >= MOST || characters.get() >= MOST_CHARACTERS) {
      plans.clear();
      characters.set(0);
    }
    if (plans.putIfAbsent(plan.versionId(), plan) == null) {
      characters.addAndGet(plan.weight());
    }
  }
}
