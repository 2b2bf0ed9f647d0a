package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Takes due deliveries for a while; a node that dies with them gives them back that way. */
@UseCase
public class ClaimDeliveries {
  @Inject Deliveries deliveries;
  @Inject Clocks clocks;

  public List<DueDelivery> claim(
      Map<UUID, UnderWay> underWay, Slots slots, Duration lease, int atMost) {
    var now = clocks.real();
    return deliveries.claim(underWay, slots, now, now.plus(lease), atMost);
  }

  /**
   * Of those whose requests did not leave.
   *
   * @return those that somebody else holds; nothing has become of them
   */
  public Set<UUID> giveBack(List<DueDelivery> claimed) {
    return deliveries.giveBack(claimed, clocks.real());
  }

  /** Asked again when a claim had to wait before its request could leave. */
  public Set<UUID> standing(Collection<DueDelivery> claimed) {
    return deliveries.standing(claimed);
  }
}
