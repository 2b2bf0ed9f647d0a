package cadenza.webhooks.api;

import cadenza.kernel.api.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about endpoints. */
public interface EndpointBook {
  Optional<EndpointCard> find(UUID workspaceId, UUID endpointId);

  /** Oldest first. */
  Page<EndpointCard> list(UUID workspaceId, @Nullable UUID after, int limit);

  /** That of a format which has this number. */
  Optional<EndpointCard> numbered(UUID workspaceId, String format, int number);

  /** Those of a format, oldest first. */
  List<EndpointCard> inFormat(UUID workspaceId, String format, int skip, int atMost);

  /** What was asked to be sent to it again last, if anything was. */
  Optional<ResendingCard> resending(UUID workspaceId, UUID endpointId);
}
