package cadenza.sequences.adapter.event;

import cadenza.access.api.TestClockMoved;
import cadenza.sequences.application.TestClockRuns;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Starts the run of a clock once its move is recorded; a run that dies is taken up by a timer. */
@ApplicationScoped
class TestClockObserver {
  private static final System.Logger LOG = System.getLogger(TestClockObserver.class.getName());

  @Inject TestClockRuns runs;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) TestClockMoved moved) {
    var clocks = runs;
    engine.execute(
        () -> {
          try {
            clocks.run(moved.workspaceId());
          } catch (RuntimeException failed) {
            LOG.log(
                System.Logger.Level.WARNING,
                "The clock of test workspace " + moved.workspaceId() + " stopped on its way",
                failed);
          }
        });
  }
}
