package cadenza.webhooks.application;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries;
import jakarta.inject.Inject;
import java.util.List;

/** Records what came of requests, many in one commit. */
@UseCase
public class SettleDeliveries {
  @Inject Deliveries deliveries;
  @Inject DisableEndpoint disableEndpoint;

  public void settle(List<Attempt> attempts) {
    for (var attempt : attempts) {
      if (attempt.gone() && !attempt.delivery().sample()) {
        disableEndpoint.because(
            attempt.delivery().workspaceId(), attempt.delivery().endpointId(), "gone");
      }
    }
    deliveries.settle(attempts);
  }
}
