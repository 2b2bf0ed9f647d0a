package cadenza.webhooks.application;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Records what came of requests, many in one commit. */
@UseCase
public class SettleDeliveries {
  @Inject Deliveries deliveries;
  @Inject TellSetbacks tellSetbacks;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.disabled-after", defaultValue = "P5D")
  Duration disabledAfter;

  /**
   * Waits for nobody.
   *
   * @return those whose rows somebody else holds; nothing of them is recorded
   */
  public List<Attempt> settle(List<Attempt> attempts) {
    var settled = deliveries.settle(attempts, streak());
    tellSetbacks.tell(attempts, settled.setbacks());
    return attempts.stream()
        .filter(attempt -> settled.left().contains(attempt.delivery().id()))
        .toList();
  }

  /** Failures that are further apart are not of one outage. */
  private Duration streak() {
    return disabledAfter.dividedBy(2);
  }
}
