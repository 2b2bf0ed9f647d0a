package cadenza.sequences.application;

import cadenza.kernel.api.EngineWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Tells those who wait for room at their domains of a new pace, each batch in a transaction. */
@EngineWork
@ApplicationScoped
public class PaceChangeRuns {
  @Inject LookAgain lookAgain;

  @ActivateRequestContext
  public List<UUID> open() {
    return lookAgain.open();
  }

  /** Returns whether there may be more. */
  @ActivateRequestContext
  public boolean advance(UUID workspaceId) {
    return lookAgain.advance(workspaceId);
  }
}
