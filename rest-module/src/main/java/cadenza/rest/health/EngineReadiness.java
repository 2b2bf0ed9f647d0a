package cadenza.rest.health;

import cadenza.kernel.api.Heartbeats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means also that the loops of the engine go round; names those that do not. */
@Readiness
@ApplicationScoped
class EngineReadiness implements HealthCheck {
  private static final Duration STUCK = Duration.ofMinutes(1);

  @Inject Heartbeats heartbeats;

  @Override
  public HealthCheckResponse call() {
    return answer("engine", heartbeats.silentFor(STUCK));
  }

  static HealthCheckResponse answer(String name, List<String> silent) {
    var answer = HealthCheckResponse.named(name).status(silent.isEmpty());
    return silent.isEmpty()
        ? answer.build()
        : answer.withData("silent", String.join(",", silent)).build();
  }
}
