package cadenza.kernel.adapter;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;

/** A trust file that cannot be read would show as a broken mailbox, much later. */
@Dependent
class TrustFileRequirement {
  private static final System.Logger LOG = System.getLogger(TrustFileRequirement.class.getName());

  void check(
      @Observes @Priority(StartupOrder.REQUIREMENTS) Startup startup, TrustedAuthorities trusted) {
    try {
      if (trusted.added() > 0) {
        LOG.log(Level.INFO, "{0} certificates of the trust file are trusted, too", trusted.added());
      }
    } catch (IllegalStateException unusable) {
      LOG.log(Level.ERROR, unusable.getMessage());
      throw unusable;
    }
  }
}
