package cadenza.inside;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.EngineWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Fires facts as a use case of the product does: in a transaction, to whoever observes them. */
@ApplicationScoped
@EngineWork
public class Happenings {
  @Inject Event<DomainEvent> facts;

  @Transactional
  public void happen(DomainEvent fact) {
    facts.fire(fact);
  }
}
