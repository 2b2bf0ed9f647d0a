package cadenza.contacts.adapter.timer;

import cadenza.contacts.application.ImportReceived;
import cadenza.contacts.application.ImportRuns;
import cadenza.contacts.application.ImportRuns.Lane;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Begins with an import once it is recorded, and takes up those that a crash has left. */
@ApplicationScoped
class ImportLoop {
  private static final System.Logger LOG = System.getLogger(ImportLoop.class.getName());
  private static final long SECONDS = 2;

  @Inject ImportRuns runs;

  @Resource(lookup = "concurrent/imports")
  ManagedScheduledExecutorService executor;

  void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    var unused = executor.scheduleWithFixedDelay(this::takeUp, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void takeUp() {
    try {
      runs.open().forEach(this::begin);
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.WARNING, "Imports could not be taken up", failed);
    }
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ImportReceived received) {
    begin(received.workspaceId());
  }

  private void begin(UUID workspaceId) {
    runs.take(workspaceId).forEach(this::enqueue);
  }

  /** Refused, it is free again for the timer's next round. */
  private void enqueue(Lane lane) {
    try {
      executor.execute(() -> turn(lane));
    } catch (RuntimeException full) {
      runs.free(lane);
      LOG.log(System.Logger.Level.WARNING, "A lane of imports has to wait", full);
    }
  }

  /** To the end of the queue after each piece. */
  private void turn(Lane lane) {
    if (runs.turn(lane)) {
      enqueue(lane);
    }
  }
}
