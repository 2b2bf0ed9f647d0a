package cadenza.rest.webhooks;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** A heartbeat that is none stops the start: each stream would meet it. */
@Dependent
class HeartbeatRequirement {
  void check(@Observes @Priority(StartupOrder.REQUIREMENTS) Startup startup, EventReader reader) {
    reader.check();
  }
}
