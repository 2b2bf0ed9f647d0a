package cadenza.webhooks.application;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoints;
import cadenza.webhooks.domain.Turn;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Cancels what was pending for an endpoint when it was switched off, bit by bit. */
@UseCase
public class CancelDeliveries {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Inject Endpoints endpoints;
  @Inject Deliveries deliveries;

  /**
   * An endpoint for which there is something to cancel.
   *
   * @param resting that are left out
   */
  public Optional<Turn> next(Collection<Turn> resting) {
    return deliveries.nextCancelling(resting);
  }

  /** Fails when somebody else is at it for long. */
  public void round(Turn endpoint) {
    endpoints.waitAtMost(PATIENCE);
    deliveries.cancelSome(endpoint);
  }
}
