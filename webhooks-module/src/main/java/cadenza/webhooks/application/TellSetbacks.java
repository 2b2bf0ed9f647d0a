package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Externalized;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.DeliveriesExhausted;
import cadenza.webhooks.api.DeliveriesTroubled;
import cadenza.webhooks.api.DeliveryExhausted;
import cadenza.webhooks.api.DeliveryTroubled;
import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.Setback;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the workspace of deliveries that do not arrive, in the transaction that records it. What
 * tells of that is not told of itself, or two endpoints that fail would keep each other busy.
 */
@Dependent
class TellSetbacks {
  private static final Set<String> ABOUT_DELIVERIES =
      Stream.of(DeliveryTroubled.class, DeliveryExhausted.class, EndpointDisabled.class)
          .map(fact -> fact.getAnnotation(Externalized.class).value())
          .collect(Collectors.toUnmodifiableSet());

  @Inject Clocks clocks;
  @Inject Event<DeliveriesTroubled> troubled;
  @Inject Event<DeliveriesExhausted> exhausted;

  void tell(List<Attempt> attempts, List<Setback> setbacks) {
    if (setbacks.isEmpty()) {
      return;
    }
    var byId = byId(attempts);
    var troubles = new ArrayList<DeliveryTroubled>();
    var ends = new ArrayList<DeliveryExhausted>();
    for (var setback : setbacks) {
      var attempt = byId.get(setback.deliveryId());
      if (attempt == null || attempt.gone() || isAboutDeliveries(attempt)) {
        continue;
      }
      if (setback.over()) {
        ends.add(exhausted(attempt, setback.attempts()));
      } else {
        troubles.add(troubled(attempt, setback.attempts()));
      }
    }
    if (!troubles.isEmpty()) {
      troubled.fire(new DeliveriesTroubled(troubles));
    }
    if (!ends.isEmpty()) {
      exhausted.fire(new DeliveriesExhausted(ends));
    }
  }

  private static boolean isAboutDeliveries(Attempt attempt) {
    return ABOUT_DELIVERIES.contains(attempt.delivery().eventType());
  }

  private static Map<UUID, Attempt> byId(List<Attempt> attempts) {
    var byId = new HashMap<UUID, Attempt>();
    attempts.forEach(attempt -> byId.put(attempt.delivery().id(), attempt));
    return byId;
  }

  private DeliveryTroubled troubled(Attempt attempt, int attempts) {
    var delivery = attempt.delivery();
    return new DeliveryTroubled(
        Ids.next(),
        delivery.workspaceId(),
        clocks.of(delivery.workspaceId()),
        delivery.endpointId(),
        delivery.id(),
        delivery.eventId(),
        delivery.eventType(),
        attempts,
        attempt.status());
  }

  private DeliveryExhausted exhausted(Attempt attempt, int attempts) {
    var delivery = attempt.delivery();
    return new DeliveryExhausted(
        Ids.next(),
        delivery.workspaceId(),
        clocks.of(delivery.workspaceId()),
        delivery.endpointId(),
        delivery.id(),
        delivery.eventId(),
        delivery.eventType(),
        attempts,
        attempt.status());
  }
}
