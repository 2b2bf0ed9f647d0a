package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.Endpoints;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person asks for by hand: a delivery once more, or a sample. */
@UseCase
public class SendAgain {
  @Inject Endpoints endpoints;
  @Inject Deliveries deliveries;
  @Inject Formats formats;
  @Inject Clocks clocks;
  @Inject Event<DeliveriesDue> deliveriesDue;

  /** Under the same id as before; one that succeeded may be sent again too. */
  public DeliveryCard retry(UUID workspaceId, UUID deliveryId) {
    var delivery = required(workspaceId, deliveryId);
    enabled(workspaceId, delivery.endpointId());
    deliveries.retry(workspaceId, deliveryId, clocks.real());
    deliveriesDue.fire(new DeliveriesDue());
    return required(workspaceId, deliveryId);
  }

  /**
   * A sample is signed and recorded like any delivery, and tried once. Nothing has happened, so
   * that its event has the delivery's id: some formats write the one, others the other.
   *
   * @param type in the words of the endpoint's format, or null for any
   */
  public DeliveryCard sample(UUID workspaceId, UUID endpointId, @Nullable String type) {
    var endpoint = enabled(workspaceId, endpointId);
    var id = Ids.next();
    var now = clocks.real();
    var sample = formats.of(endpoint.format()).sample(endpoint.card(), type, id, now);
    deliveries.addSample(workspaceId, id, endpointId, id, sample.type(), sample.body(), now);
    deliveriesDue.fire(new DeliveriesDue());
    return required(workspaceId, id);
  }

  private DeliveryCard required(UUID workspaceId, UUID deliveryId) {
    return deliveries
        .card(workspaceId, deliveryId)
        .orElseThrow(() -> new NotFound("webhook delivery"));
  }

  /** Nothing becomes due behind the back of somebody who switches it off at this moment. */
  private Endpoint enabled(UUID workspaceId, UUID endpointId) {
    var endpoint =
        endpoints
            .held(workspaceId, endpointId)
            .filter(found -> !found.deleted())
            .orElseThrow(() -> new NotFound("webhook endpoint"));
    if (!endpoint.enabled()) {
      throw new EndpointIsNotEnabled();
    }
    if (deliveries.cancelling(workspaceId, endpointId)) {
      throw EndpointIsNotEnabled.yet();
    }
    return endpoint;
  }
}
