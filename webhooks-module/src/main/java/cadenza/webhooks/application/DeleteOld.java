package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Retention;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes what nobody needs to see any more, a bit at a time. */
@UseCase
public class DeleteOld {
  private static final int DELIVERIES = 1_000;
  private static final int BATCHES = 100;

  /** Whoever looks at what failed has a month for it. */
  private static final Duration SHORTEST = Duration.ofDays(30);

  @Inject Retention retention;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.keep-deliveries", defaultValue = "P90D")
  Duration keepDeliveries;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.keep-events", defaultValue = "PT0S")
  Duration keepEvents;

  /**
   * A bit of what is old.
   *
   * @return whether there may be more to do now
   */
  public boolean round() {
    var now = clocks.real();
    retention.deleteSecrets(now);
    var deliveries = longer(keepDeliveries, SHORTEST);
    int gone = retention.deleteDeliveries(now.minus(deliveries), DELIVERIES);
    if (keepEvents.isZero()) {
      return gone == DELIVERIES;
    }
    var events = longer(keepEvents, deliveries);
    return retention.deleteEvents(now.minus(events), BATCHES) == BATCHES || gone == DELIVERIES;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
