package cadenza.inside;

import cadenza.kernel.api.EngineWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Fires facts as a use case of the product does: in a transaction, to whoever observes them. */
@ApplicationScoped
@EngineWork
public class Happenings {
  @Inject Event<Object> facts;

  /**
   * @param fact or a list of facts, as on the hot path
   */
  @Transactional
  public void happen(Object fact) {
    facts.fire(fact);
  }
}
