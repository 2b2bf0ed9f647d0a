package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.EventRows;
import cadenza.webhooks.domain.EventRows.Relayed;
import jakarta.inject.Inject;

/** Numbers new events and makes their deliveries: both or neither. */
@UseCase
public class RelayEvents {
  @Inject EventRows events;
  @Inject Clocks clocks;

  /**
   * @param atMost events of each workspace
   */
  public Relayed round(int atMost) {
    return events.relay(atMost, clocks.real());
  }
}
