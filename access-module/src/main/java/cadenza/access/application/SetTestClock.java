package cadenza.access.application;

import cadenza.access.domain.TestClocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/** Puts the clock of a test workspace to the next due instant on its way; never back. */
@UseCase
public class SetTestClock {
  @Inject TestClocks testClocks;

  public void to(UUID workspaceId, Instant instant) {
    var clock =
        testClocks.lockedOfWorkspace(workspaceId).orElseThrow(() -> new NotFound("test clock"));
    clock.standAt(instant);
    testClocks.update(clock);
  }
}
