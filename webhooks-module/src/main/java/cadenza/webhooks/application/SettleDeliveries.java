package cadenza.webhooks.application;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoints;
import cadenza.webhooks.domain.Endpoints.Failing;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

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
    var disabled = disable(attempts);
    if (!disabled.isEmpty()) {
      deliveries.cancel(disabled, attempts.stream().map(Attempt::delivery).toList());
    }
    tellSetbacks.tell(attempts, deliveries.settle(attempts, streak()));
  }

  /**
   * Those that are given up, in one order for all nodes. Comes before any delivery is locked, as
   * every change of an endpoint.
   */
  private List<UUID> disable(List<Attempt> attempts) {
    var ends = new ArrayList<End>();
    attempts.stream()
        .filter(attempt -> attempt.gone() && !attempt.delivery().sample())
        .map(Attempt::delivery)
        .forEach(one -> ends.add(new End(one.workspaceId(), one.endpointId(), GONE, null)));
    failing(attempts).stream()
        .map(one -> new End(one.workspaceId(), one.id(), FAILING, one.since()))
        .forEach(ends::add);
    ends.sort(Comparator.comparing(End::workspaceId).thenComparing(End::endpointId));
    return ends.stream().filter(this::disable).map(End::endpointId).toList();
  }

  private boolean disable(End end) {
    return disableEndpoint.because(end.workspaceId(), end.endpointId(), end.reason(), end.since());
  }

  private record End(UUID workspaceId, UUID endpointId, String reason, @Nullable Instant since) {}

  /**
   * An endpoint is given up by a failure that comes long after the first one, with others between
   * them.
   */
  private List<Failing> failing(List<Attempt> attempts) {
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
      return List.of();
    }
    var at = failed.values().stream().map(Attempt::startedAt).max(Instant::compareTo).orElseThrow();
    var told = failed.values().stream().map(Attempt::delivery).toList();
    return endpoints.failing(told, at.minus(disabledAfter), at.minus(streak()));
  }

  /** Failures that are further apart are not of one outage. */
  private Duration streak() {
    return disabledAfter.dividedBy(2);
  }
}
