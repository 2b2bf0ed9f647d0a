package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.EngineWork;
import cadenza.webhooks.application.ClaimDeliveries;
import cadenza.webhooks.application.EraseEvents;
import cadenza.webhooks.application.RelayEvents;
import cadenza.webhooks.application.SettleDeliveries;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.EventRows.Relayed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One transaction each, with a request of its own, since a repository lives no longer. */
@EngineWork
@Dependent
class Rounds {
  @Inject RelayEvents relayEvents;
  @Inject EraseEvents eraseEvents;
  @Inject ClaimDeliveries claimDeliveries;
  @Inject SettleDeliveries settleDeliveries;

  @ActivateRequestContext
  Relayed relay(int atMost) {
    return relayEvents.round(atMost);
  }

  @ActivateRequestContext
  boolean erase() {
    return eraseEvents.round();
  }

  @ActivateRequestContext
  List<DueDelivery> claim(Map<UUID, UnderWay> underWay, Slots slots, Duration lease, int atMost) {
    return claimDeliveries.claim(underWay, slots, lease, atMost);
  }

  @ActivateRequestContext
  Set<UUID> standing(Collection<DueDelivery> claimed) {
    return claimDeliveries.standing(claimed);
  }

  @ActivateRequestContext
  void settle(List<Attempt> attempts) {
    settleDeliveries.settle(attempts);
  }
}
