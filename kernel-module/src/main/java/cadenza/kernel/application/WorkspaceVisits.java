package cadenza.kernel.application;

import cadenza.kernel.api.CurrentWorkspace;
import cadenza.kernel.api.Visits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Supplier;

/** Marks the running transaction, and those that begin during the visit. */
@ApplicationScoped
class WorkspaceVisits implements Visits {
  @Inject CurrentWorkspace workspace;
  @Inject TransactionMarker marker;

  @Override
  public <T> T in(UUID workspaceId, Supplier<T> work) {
    var home = workspace.id();
    if (home.isEmpty()) {
      return work.get(); // the engine is at home everywhere
    }
    goTo(workspaceId);
    T result;
    try {
      result = work.get();
    } catch (RuntimeException failed) {
      comeBack(home.get(), failed);
      throw failed;
    }
    goTo(home.get());
    return result;
  }

  private void goTo(UUID workspaceId) {
    workspace.is(workspaceId);
    marker.markAgain(workspace);
  }

  /** A transaction that the database has given up takes no mark, and needs none. */
  private void comeBack(UUID home, RuntimeException failed) {
    try {
      goTo(home);
    } catch (IllegalStateException givenUp) {
      failed.addSuppressed(givenUp);
    }
  }
}
