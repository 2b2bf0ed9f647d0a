package cadenza.access.adapter;

import cadenza.access.api.WorkspaceCard;
import cadenza.access.api.Workspaces;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.TestClocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers what every batch asks: nothing in a workspace's row ever changes, so it is read once. The
 * clock of a test workspace is read each time.
 */
@ApplicationScoped
class WorkspaceCache implements Workspaces, TestClocks {
  @Inject WorkspaceRows rows;

  private final Map<UUID, WorkspaceCard> known = new ConcurrentHashMap<>();

  @Override
  public WorkspaceCard withId(UUID workspaceId) {
    var card = known.get(workspaceId);
    if (card == null) {
      card = rows.card(workspaceId).orElseThrow(() -> new NotFound("workspace"));
      known.put(workspaceId, card);
    }
    return card;
  }

  @Override
  public Optional<Instant> of(UUID workspaceId) {
    return withId(workspaceId).test() ? rows.clock(workspaceId) : Optional.empty();
  }
}
