package cadenza.access.application;

import cadenza.access.api.TestClockCard;
import cadenza.access.api.TestClockMoved;
import cadenza.access.domain.TestClocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/** Starts a clock on its way to a later instant; {@link TestClockMoved} tells who runs it there. */
@UseCase
public class AdvanceTestClock {
  @Inject TestClocks testClocks;
  @Inject Event<TestClockMoved> moved;

  public TestClockCard advance(UUID callersWorkspaceId, UUID clockId, Instant target) {
    var clock =
        testClocks
            .lockedVisibleTo(callersWorkspaceId, clockId)
            .orElseThrow(() -> new NotFound("test clock"));
    var fact = clock.advanceTo(target);
    testClocks.update(clock);
    moved.fire(fact);
    return clock.card();
  }
}
