package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.Endpoints;
import cadenza.webhooks.domain.Endpoints.Failing;
import cadenza.webhooks.domain.Turn;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stops telling an endpoint that asked for it or never takes anything, and tells the other
 * endpoints so. Not where answers are settled: it waits for whoever changes the endpoint, and they
 * wait for nobody.
 */
@UseCase
public class GiveUpEndpoints {
  private static final String GONE = "gone";
  private static final String FAILING = "failing";

  /** Long for a request, and short for those who are behind it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Inject Endpoints endpoints;
  @Inject Deliveries deliveries;
  @Inject Clocks clocks;
  @Inject Event<EndpointDisabled> endpointDisabled;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.disabled-after", defaultValue = "P5D")
  Duration disabledAfter;

  /**
   * An endpoint to give up.
   *
   * @param resting that are left out
   */
  public Optional<Turn> next(Collection<Turn> resting) {
    return endpoints.nextFailing(disabledAfter, resting);
  }

  /** Unless it was switched off or on meanwhile. Fails when somebody else is at it for long. */
  public void giveUp(Turn turn) {
    endpoints.waitAtMost(PATIENCE);
    endpoints.holdRelay(turn.workspaceId());
    endpoints
        .failing(turn, disabledAfter)
        .ifPresent(
            failing ->
                endpoints
                    .withId(turn.workspaceId(), turn.id())
                    .filter(Endpoint::enabled)
                    .ifPresent(endpoint -> giveUp(endpoint, failing)));
  }

  private void giveUp(Endpoint endpoint, Failing failing) {
    var reason = failing.gone() ? GONE : FAILING;
    endpoint.disable(reason);
    endpoint.changed(clocks.real());
    endpoints.update(endpoint);
    endpoints.subscribe(endpoint);
    endpointDisabled.fire(
        new EndpointDisabled(
            Ids.next(),
            endpoint.workspaceId(),
            clocks.of(endpoint.workspaceId()),
            endpoint.id(),
            endpoint.url(),
            reason,
            failing.gone() ? null : failing.since()));
    deliveries.cancel(endpoint.workspaceId(), endpoint.id());
  }
}
