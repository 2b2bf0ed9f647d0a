package cadenza.webhooks.application;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoints;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Records what came of requests, many in one commit. */
@UseCase
public class SettleDeliveries {
  private static final String GONE = "gone";
  private static final String FAILING = "failing";

  @Inject Deliveries deliveries;
  @Inject Endpoints endpoints;
  @Inject DisableEndpoint disableEndpoint;
  @Inject TellSetbacks tellSetbacks;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.disabled-after", defaultValue = "P5D")
  Duration disabledAfter;

  public void settle(List<Attempt> attempts) {
    for (var attempt : attempts) {
      if (attempt.gone() && !attempt.delivery().sample()) {
        disableEndpoint.because(
            attempt.delivery().workspaceId(), attempt.delivery().endpointId(), GONE);
      }
    }
    disableFailing(attempts);
    tellSetbacks.tell(attempts, deliveries.settle(attempts, streak()));
  }

  /**
   * An endpoint is given up by a failure that comes long after the first one, with others between
   * them. Comes before the deliveries are locked, as every change of an endpoint.
   */
  private void disableFailing(List<Attempt> attempts) {
    var well = new HashSet<UUID>();
    var failed = new HashMap<UUID, Attempt>();
    for (var attempt : attempts) {
      if (attempt.succeeded()) {
        well.add(attempt.delivery().endpointId());
      } else if (!attempt.delivery().sample()) {
        failed.put(attempt.delivery().endpointId(), attempt);
      }
    }
    failed.keySet().removeAll(well);
    if (failed.isEmpty()) {
      return;
    }
    var at = failed.values().stream().map(Attempt::startedAt).max(Instant::compareTo).orElseThrow();
    var told = failed.values().stream().map(Attempt::delivery).toList();
    for (var failing : endpoints.failing(told, at.minus(disabledAfter), at.minus(streak()))) {
      disableEndpoint.because(failing.workspaceId(), failing.id(), FAILING, failing.since());
    }
  }

  /** Failures that are further apart are not of one outage. */
  private Duration streak() {
    return disabledAfter.dividedBy(2);
  }
}
