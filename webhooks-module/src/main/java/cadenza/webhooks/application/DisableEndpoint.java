package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.domain.Endpoints;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stops telling an endpoint that asked for it or never takes anything, and tells the other
 * endpoints so.
 */
@UseCase
public class DisableEndpoint {
  @Inject Endpoints endpoints;
  @Inject Clocks clocks;
  @Inject Event<EndpointDisabled> endpointDisabled;

  /**
   * Changes nothing when it is disabled or deleted already. What is pending for it is cancelled by
   * the caller, when there is no other endpoint to come.
   *
   * @param failingSince for one that has failed for long
   * @return whether it was enabled
   */
  public boolean because(
      UUID workspaceId, UUID endpointId, String reason, @Nullable Instant failingSince) {
    endpoints.holdRelay(workspaceId);
    var found = endpoints.withId(workspaceId, endpointId);
    if (found.isEmpty() || !found.get().enabled()) {
      return false;
    }
    var endpoint = found.get();
    endpoint.disable(reason);
    endpoint.changed(clocks.real());
    endpoints.update(endpoint);
    endpoints.subscribe(endpoint);
    endpointDisabled.fire(
        new EndpointDisabled(
            Ids.next(),
            workspaceId,
            clocks.of(workspaceId),
            endpointId,
            endpoint.url(),
            reason,
            failingSince));
    return true;
  }
}
