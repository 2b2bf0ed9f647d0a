package cadenza.kernel.adapter;

import cadenza.kernel.api.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

/** Tells every module, in one order over all of them, that the application starts. */
@Dependent
class Starter {
  @ActivateRequestContext
  void start(@Observes jakarta.enterprise.event.Startup deployed, Event<Startup> startup) {
    startup.fire(new Startup());
  }
}
