package cadenza.webhooks.api;

import cadenza.kernel.api.Page;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about endpoints. */
public interface EndpointBook {
  Optional<EndpointCard> find(UUID workspaceId, UUID endpointId);

  /** Oldest first. */
  Page<EndpointCard> list(UUID workspaceId, @Nullable UUID after, int limit);
}
