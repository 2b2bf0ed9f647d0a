package cadenza.webhooks.adapter.format.reply;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.ReplyNumbers;
import cadenza.webhooks.domain.ReplyNumbers.Thing;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.UUID;

/** Gives whole numbers, in the transaction of what is told with them. */
@UseCase
public class ReplyNumbering {
  @Inject ReplyNumbers numbers;

  public Map<Thing, Integer> of(UUID workspaceId, Collection<Thing> things) {
    return things.isEmpty() ? Map.of() : numbers.of(workspaceId, new LinkedHashSet<>(things));
  }

  public Map<UUID, UUID> owners(UUID workspaceId, Collection<UUID> endpointIds) {
    return endpointIds.isEmpty() ? Map.of() : numbers.owners(workspaceId, endpointIds);
  }
}
