package cadenza.webhooks.adapter.query;

import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.DeliveryLog;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.LastAttempts;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads deliveries and their attempts. */
@UseCase
class DeliveryQuery implements DeliveryLog {
  @Inject Deliveries deliveries;
  @Inject LastAttempts lastAttempts;

  @Override
  public Optional<DeliveryCard> find(UUID workspaceId, UUID deliveryId) {
    return deliveries.card(workspaceId, deliveryId);
  }

  @Override
  public List<AttemptCard> attemptsOf(UUID workspaceId, UUID deliveryId) {
    return deliveries.attempts(workspaceId, deliveryId);
  }

  @Override
  public Map<UUID, AttemptCard> lastAttempts(UUID workspaceId, Collection<UUID> deliveryIds) {
    return deliveryIds.isEmpty() ? Map.of() : lastAttempts.of(workspaceId, deliveryIds);
  }

  @Override
  public Page<DeliveryCard> list(UUID workspaceId, Filter filter, @Nullable UUID after, int limit) {

    var rows = deliveries.cards(workspaceId, filter, after, limit + 1);
    return Page.of(rows, limit, card -> card.id().toString());
  }
}
