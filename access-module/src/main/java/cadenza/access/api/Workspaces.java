package cadenza.access.api;

import java.util.UUID;

/** What others may ask about a tenant. */
public interface Workspaces {
  /** Throws {@code NotFound} for an unknown id. */
  WorkspaceCard withId(UUID workspaceId);
}
