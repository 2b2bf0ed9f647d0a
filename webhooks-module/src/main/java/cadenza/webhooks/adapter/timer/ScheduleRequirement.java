package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.webhooks.application.DeliverDue;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** A retry schedule that cannot be read stops the start: each failure would meet it otherwise. */
@Dependent
class ScheduleRequirement {
  /** Making the bean reads the schedule. */
  void check(
      @Observes @Priority(StartupOrder.REQUIREMENTS) Startup startup, DeliverDue deliverDue) {}
}
