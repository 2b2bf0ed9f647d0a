package cadenza.sequences.adapter.timer;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.sequences.application.BounceGuardRuns;
import cadenza.sequences.application.JobRuns;
import cadenza.sequences.application.PaceChangeRuns;
import cadenza.sequences.application.WorkflowRuns;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Takes up jobs that a crash has left on their way, those whose last batch failed, and what has
 * been noted for rules, clears up after rules that were removed, and judges what has bounced.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobsTimer {
  private static final System.Logger LOG = System.getLogger(JobsTimer.class.getName());
  private static final long MILLIS = 2_000;

  @Resource TimerService timers;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Inject JobRuns runs;
  @Inject WorkflowRuns workflows;
  @Inject BounceGuardRuns bounceGuard;
  @Inject PaceChangeRuns paceChanges;

  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    timers.createIntervalTimer(MILLIS, MILLIS, new TimerConfig("jobs", false));
  }

  @Timeout
  public void tick() {
    try {
      for (var job : runs.open()) {
        engine.execute(() -> runs.run(job.workspaceId(), job.id()));
      }
      for (var sequence : bounceGuard.open()) {
        bounceGuard.judge(sequence);
      }
      for (var workspace : paceChanges.open()) {
        while (paceChanges.advance(workspace)) {
          // each batch is a transaction of its own
        }
      }
      workflows.run();
      workflows.forget();
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.WARNING, "Jobs could not be taken up", failed);
    }
  }
}
