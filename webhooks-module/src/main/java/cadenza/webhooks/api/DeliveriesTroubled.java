package cadenza.webhooks.api;

import java.util.List;

/** What was found by one round; observers write with one statement. */
public record DeliveriesTroubled(List<DeliveryTroubled> deliveries) {
  public DeliveriesTroubled {
    deliveries = List.copyOf(deliveries);
  }
}
