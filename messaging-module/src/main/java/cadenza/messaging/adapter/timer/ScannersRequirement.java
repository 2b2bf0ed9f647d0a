package cadenza.messaging.adapter.timer;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.messaging.application.ScannerAddresses;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** Ranges of addresses that cannot be read stop the start: whoever opens a mail would meet them. */
@Dependent
class ScannersRequirement {
  /** Making the bean reads them. */
  void check(
      @Observes @Priority(StartupOrder.REQUIREMENTS) Startup startup, ScannerAddresses scanners) {}
}
