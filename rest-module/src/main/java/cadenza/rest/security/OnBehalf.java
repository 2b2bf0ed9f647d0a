package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.kernel.api.CurrentWorkspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

/** Lets a request that has left its thread go on for its caller, and see what is his. */
@ApplicationScoped
public class OnBehalf {
  @Inject CurrentCaller currentCaller;
  @Inject CurrentWorkspace currentWorkspace;

  /** On a thread without a request of its own. */
  @ActivateRequestContext
  public void of(Caller caller, Runnable work) {
    currentCaller.is(caller);
    currentWorkspace.is(caller.workspaceId());
    work.run();
  }
}
