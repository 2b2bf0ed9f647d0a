package cadenza.access.application;

import cadenza.access.api.TestClockCard;
import cadenza.access.api.TestClockState;
import cadenza.access.domain.TestClock;
import cadenza.access.domain.TestClocks;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells where clocks stand. */
@UseCase
public class ReadTestClocks {
  @Inject TestClocks testClocks;

  public Optional<TestClockCard> visibleTo(UUID callersWorkspaceId, UUID clockId) {
    return testClocks.visibleTo(callersWorkspaceId, clockId).map(TestClock::card);
  }

  public Optional<TestClockCard> ofWorkspace(UUID workspaceId) {
    return testClocks.ofWorkspace(workspaceId).map(TestClock::card);
  }

  public List<TestClockCard> advancing() {
    return testClocks.inState(TestClockState.ADVANCING).stream().map(TestClock::card).toList();
  }
}
