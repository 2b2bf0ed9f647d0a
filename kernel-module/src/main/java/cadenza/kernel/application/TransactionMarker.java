package cadenza.kernel.application;

import java.util.Optional;
import java.util.UUID;

/**
 * Writes on whose behalf the running transaction works where the database's policies can read it.
 */
public interface TransactionMarker {
  /** An empty workspace means the engine itself, which works for all of them. */
  void mark(Optional<UUID> workspaceId);
}
