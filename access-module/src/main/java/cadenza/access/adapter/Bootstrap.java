package cadenza.access.adapter;

import cadenza.access.application.OpenFirstWorkspace;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets the operator in the first time. */
@Dependent
class Bootstrap {
  private static final System.Logger LOG = System.getLogger(Bootstrap.class.getName());

  @Inject
  @ConfigProperty(name = "cadenza.bootstrap.token")
  Optional<String> token;

  @Inject OpenFirstWorkspace openFirstWorkspace;

  @ActivateRequestContext
  void open(@Observes @Priority(StartupOrder.BOOTSTRAP) Startup startup) {
    if (token.filter(openFirstWorkspace::open).isPresent()) {
      LOG.log(Level.INFO, "Opened the first workspace; the bootstrap token works in it");
    }
  }
}
