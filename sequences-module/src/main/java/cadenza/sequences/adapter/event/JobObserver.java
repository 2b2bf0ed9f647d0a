package cadenza.sequences.adapter.event;

import cadenza.sequences.application.JobRuns;
import cadenza.sequences.application.JobStarted;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Begins with a job once it is recorded; one that nobody begins is taken up by a timer. */
@ApplicationScoped
class JobObserver {
  @Inject JobRuns runs;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobStarted started) {
    var jobs = runs;
    engine.execute(() -> jobs.run(started.workspaceId(), started.jobId()));
  }
}
