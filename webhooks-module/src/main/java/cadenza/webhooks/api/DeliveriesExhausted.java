package cadenza.webhooks.api;

import java.util.List;

/** What was found by one round; observers write with one statement. */
public record DeliveriesExhausted(List<DeliveryExhausted> deliveries) {
  public DeliveriesExhausted {
    deliveries = List.copyOf(deliveries);
  }
}
