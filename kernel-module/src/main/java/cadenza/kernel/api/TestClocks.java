package cadenza.kernel.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where the clock of a test workspace stands. */
public interface TestClocks {
  /** Empty for a production workspace, whose time is the real one. */
  Optional<Instant> of(UUID workspaceId);
}
