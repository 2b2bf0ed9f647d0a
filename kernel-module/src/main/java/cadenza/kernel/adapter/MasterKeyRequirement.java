package cadenza.kernel.adapter;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;

/** Without a usable master key the application does not start, and says why. */
@Dependent
class MasterKeyRequirement {
  private static final System.Logger LOG = System.getLogger(MasterKeyRequirement.class.getName());

  void check(@Observes @Priority(StartupOrder.REQUIREMENTS) Startup startup, MasterKeys keys) {
    try {
      LOG.log(Level.INFO, "Secrets are sealed by key {0}", keys.current().id());
    } catch (IllegalStateException unusable) {
      LOG.log(Level.ERROR, unusable.getMessage());
      throw unusable;
    }
  }
}
