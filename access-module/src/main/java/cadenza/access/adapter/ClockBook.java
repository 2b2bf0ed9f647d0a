package cadenza.access.adapter;

import cadenza.access.api.TestClockBook;
import cadenza.access.api.TestClockCard;
import cadenza.access.application.ReadTestClocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ClockBook implements TestClockBook {
  @Inject ReadTestClocks testClocks;

  @Override
  public Optional<TestClockCard> find(UUID callersWorkspaceId, UUID clockId) {
    return testClocks.visibleTo(callersWorkspaceId, clockId);
  }

  @Override
  public Optional<TestClockCard> ofWorkspace(UUID workspaceId) {
    return testClocks.ofWorkspace(workspaceId);
  }

  @Override
  public List<TestClockCard> advancing() {
    return testClocks.advancing();
  }
}
