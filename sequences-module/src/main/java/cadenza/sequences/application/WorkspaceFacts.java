package cadenza.sequences.application;

import cadenza.access.api.WorkspaceCard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What batches ask of every workspace again and again; remembered for some seconds. */
@ApplicationScoped
class WorkspaceFacts {
  private static final Duration FRESH = Duration.ofSeconds(10);

  private record Seen(WorkspaceCard card, Instant until) {}

  private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

  Optional<WorkspaceCard> find(UUID workspaceId, Instant now) {
    var known = seen.get(workspaceId);
    return known == null || known.until().isBefore(now)
        ? Optional.empty()
        : Optional.of(known.card());
  }

  void keep(WorkspaceCard card, Instant now) {
    seen.put(card.id(), new Seen(card, now.plus(FRESH)));
  }
}
