package cadenza.rest.health;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Started means that every schema is migrated and the timers run. */
@org.eclipse.microprofile.health.Startup
@ApplicationScoped
class StartupProgress implements HealthCheck {
  private volatile boolean finished;

  void finish(@Observes @Priority(StartupOrder.TIMERS + 1000) Startup startup) {
    finished = true;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("startup").status(finished).build();
  }
}
