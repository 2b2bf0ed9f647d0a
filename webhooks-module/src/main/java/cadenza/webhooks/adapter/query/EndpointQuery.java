package cadenza.webhooks.adapter.query;

import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.EndpointBook;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.api.ResendingCard;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.Endpoints;
import cadenza.webhooks.domain.Resendings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads endpoints; a deleted one is not there. */
@UseCase
class EndpointQuery implements EndpointBook {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  @Inject Endpoints endpoints;
  @Inject Resendings resendings;

  @Override
  public Optional<EndpointCard> find(UUID workspaceId, UUID endpointId) {
    return endpoints
        .withId(workspaceId, endpointId)
        .filter(endpoint -> !endpoint.deleted())
        .map(Endpoint::card);
  }

  @Override
  public Optional<EndpointCard> numbered(UUID workspaceId, String format, int number) {
    return endpoints.numbered(workspaceId, format, number).map(Endpoint::card);
  }

  @Override
  public List<EndpointCard> inFormat(UUID workspaceId, String format, int skip, int atMost) {
    return endpoints.inFormat(workspaceId, format, skip, atMost).stream()
        .map(Endpoint::card)
        .toList();
  }

  @Override
  public Page<EndpointCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var start = after == null ? BEFORE_ALL : after;
    var rows = endpoints.page(workspaceId, start, limit + 1).stream().map(Endpoint::card).toList();
    return Page.of(rows, limit, card -> card.id().toString());
  }

  @Override
  public Optional<ResendingCard> resending(UUID workspaceId, UUID endpointId) {
    return resendings.card(workspaceId, endpointId);
  }
}
