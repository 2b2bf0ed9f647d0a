package cadenza.rest.health;

import cadenza.kernel.api.Heartbeats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive as long as it answers and its loops go round. A lost database must not get the server
 * restarted: results of sends wait in its memory for the database to come back, in a loop that goes
 * on round. One that has said nothing for minutes will never again.
 */
@Liveness
@ApplicationScoped
class ServerLiveness implements HealthCheck {
  private static final Duration LOST = Duration.ofMinutes(5);

  @Inject Heartbeats heartbeats;

  @Override
  public HealthCheckResponse call() {
    return EngineReadiness.answer("server", heartbeats.silentFor(LOST));
  }
}
