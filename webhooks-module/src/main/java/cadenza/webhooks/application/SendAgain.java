package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoints;
import cadenza.webhooks.domain.Envelope;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;

/** What a person asks for by hand: a delivery once more, or a sample. */
@UseCase
public class SendAgain {
  @Inject Endpoints endpoints;
  @Inject Deliveries deliveries;
  @Inject Clocks clocks;
  @Inject Event<DeliveriesDue> deliveriesDue;

  /** Under the same id as before; one that succeeded may be sent again too. */
  public DeliveryCard retry(UUID workspaceId, UUID deliveryId) {
    var delivery = required(workspaceId, deliveryId);
    requireEnabled(workspaceId, delivery.endpointId());
    deliveries.retry(workspaceId, deliveryId, clocks.real());
    deliveriesDue.fire(new DeliveriesDue());
    return required(workspaceId, deliveryId);
  }

  /** A sample is signed and recorded like any delivery, and tried once. */
  public DeliveryCard sample(UUID workspaceId, UUID endpointId) {
    requireEnabled(workspaceId, endpointId);
    var id = Ids.next();
    var now = clocks.real();
    deliveries.addSample(
        id, endpointId, Envelope.sample(workspaceId, Ids.next(), now, endpointId), now);
    deliveriesDue.fire(new DeliveriesDue());
    return required(workspaceId, id);
  }

  private DeliveryCard required(UUID workspaceId, UUID deliveryId) {
    return deliveries
        .card(workspaceId, deliveryId)
        .orElseThrow(() -> new NotFound("webhook delivery"));
  }

  private void requireEnabled(UUID workspaceId, UUID endpointId) {
    var endpoint =
        endpoints
            .withId(workspaceId, endpointId)
            .filter(found -> !found.deleted())
            .orElseThrow(() -> new NotFound("webhook endpoint"));
    if (!endpoint.enabled()) {
      throw new EndpointIsNotEnabled();
    }
  }
}
