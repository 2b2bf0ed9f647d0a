package cadenza.access.adapter;

import cadenza.access.application.ClearApprovals;
import cadenza.access.application.CountRefusals;
import cadenza.access.application.KeepSessions;
import cadenza.access.application.UseIdempotencyKey;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Clears up what nobody will ask for again, also where no request comes by to do it. */
@ApplicationScoped
class Housekeeping {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final int SECONDS = 60;

  @Resource(lookup = "concurrent/housekeeping")
  ManagedScheduledExecutorService executor;

  @Inject Rounds rounds;

  void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    var unused = executor.scheduleWithFixedDelay(this::round, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void round() {
    try {
      rounds.go();
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.WARNING, "Nothing was cleared up this time", databaseAway);
    }
  }

  /** One activation of the request context for each round. */
  @ApplicationScoped
  static class Rounds {
    private static final int MOST_BATCHES = 500;

    @Inject UseIdempotencyKey useKey;
    @Inject KeepSessions keepSessions;
    @Inject CountRefusals countRefusals;
    @Inject ClearApprovals clearApprovals;

    @EngineWork
    @ActivateRequestContext
    void go() {
      countRefusals.flush();
      keepSessions.forgetOld();
      for (int i = 0; i < MOST_BATCHES && clearApprovals.expire() > 0; i++) {}
      for (int i = 0; i < MOST_BATCHES && clearApprovals.forgetOld() > 0; i++) {}
      for (int i = 0; i < MOST_BATCHES && useKey.forgetOld() > 0; i++) {}
    }
  }
}
