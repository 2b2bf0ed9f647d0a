package cadenza.sequences.application;

import cadenza.access.api.TestClockBook;
import cadenza.access.api.TestClockCard;
import cadenza.kernel.api.EngineWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Gives each stride a request of its own, since a repository's session serves one. */
@EngineWork
@ApplicationScoped
public class TestClockStrides {
  @Inject RunTestClock runTestClock;
  @Inject DueBatches batches;
  @Inject Instance<TestClockBook> book;

  @ActivateRequestContext
  public boolean stride(UUID workspaceId) {
    var target = book.get().ofWorkspace(workspaceId).map(TestClockCard::target);
    return target.isPresent() && stride(workspaceId, target.get());
  }

  /** A step that cannot be worked on is set aside, or the clock would stand before it for ever. */
  boolean stride(UUID workspaceId, Instant target) {
    try {
      return runTestClock.stride(workspaceId, target);
    } catch (RuntimeException failed) {
      batches.isolate(failed);
      return true;
    }
  }

  @ActivateRequestContext
  public List<UUID> advancing() {
    return book.get().advancing().stream().map(TestClockCard::workspaceId).toList();
  }
}
