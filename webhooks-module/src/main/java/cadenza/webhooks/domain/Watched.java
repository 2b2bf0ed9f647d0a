package cadenza.webhooks.domain;

import java.util.Set;
import java.util.UUID;

/**
 * What somebody waits for.
 *
 * @param after the number that it comes after
 * @param types the only ones that are wanted, none for all
 */
public record Watched(UUID workspaceId, long after, Set<String> types) {
  public Watched {
    types = Set.copyOf(types);
  }
}
