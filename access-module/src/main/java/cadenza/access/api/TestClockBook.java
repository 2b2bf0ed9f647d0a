package cadenza.access.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Questions about test clocks. */
public interface TestClockBook {
  /** Visible to the workspace that opened the clock and to the test workspace itself. */
  Optional<TestClockCard> find(UUID callersWorkspaceId, UUID clockId);

  /** Empty for a production workspace. */
  Optional<TestClockCard> ofWorkspace(UUID workspaceId);

  /** Every clock that has not reached its target: what a restarted engine still has to run. */
  List<TestClockCard> advancing();
}
