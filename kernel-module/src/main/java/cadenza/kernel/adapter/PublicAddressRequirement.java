package cadenza.kernel.adapter;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;

/** Mails with links that lead nowhere cannot be called back. */
@Dependent
class PublicAddressRequirement {
  private static final System.Logger LOG =
      System.getLogger(PublicAddressRequirement.class.getName());

  void check(
      @Observes @Priority(StartupOrder.REQUIREMENTS) Startup startup, ConfiguredAddress address) {
    try {
      LOG.log(
          Level.INFO,
          address
              .base()
              .map(known -> "Links in mails lead to " + known)
              .orElse("No cadenza.public-url is set: mails have no links of ours"));
    } catch (IllegalStateException unusable) {
      LOG.log(Level.ERROR, unusable.getMessage());
      throw unusable;
    }
  }
}
