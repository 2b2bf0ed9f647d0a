package cadenza.sequences.application;

import cadenza.access.api.TestClockBook;
import cadenza.access.api.TestClockCard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Gives each stride a request of its own, since a repository's session serves one. */
@ApplicationScoped
public class TestClockStrides {
  @Inject RunTestClock runTestClock;
  @Inject Instance<TestClockBook> book;

  @ActivateRequestContext
  public boolean stride(UUID workspaceId) {
    var target = book.get().ofWorkspace(workspaceId).map(TestClockCard::target);
    return target.isPresent() && runTestClock.stride(workspaceId, target.get());
  }

  @ActivateRequestContext
  public List<UUID> advancing() {
    return book.get().advancing().stream().map(TestClockCard::workspaceId).toList();
  }
}
