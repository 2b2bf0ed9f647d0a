package cadenza.access.application;

import cadenza.access.domain.TestClocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.UUID;

/** Nothing is due up to the target any more: the clock stands there, ready. */
@UseCase
public class FinishAdvance {
  @Inject TestClocks testClocks;

  public void of(UUID workspaceId) {
    var clock =
        testClocks.lockedOfWorkspace(workspaceId).orElseThrow(() -> new NotFound("test clock"));
    clock.arrive();
    testClocks.update(clock);
  }
}
