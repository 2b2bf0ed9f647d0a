package cadenza.messaging.adapter.email.dkim;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;

/** A key that cannot be used would show as mail that nobody takes. */
@Dependent
class DomainKeysRequirement {
  private static final System.Logger LOG = System.getLogger(DomainKeysRequirement.class.getName());

  void check(@Observes @Priority(StartupOrder.REQUIREMENTS) Startup startup, DomainKeys keys) {
    try {
      if (keys.count() > 0) {
        LOG.log(Level.INFO, "Mail is signed for {0} domains", keys.count());
      }
    } catch (IllegalStateException unusable) {
      LOG.log(Level.ERROR, unusable.getMessage());
      throw unusable;
    }
  }
}
