package cadenza.sequences.adapter.timer;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.sequences.application.TestClockRuns;
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
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Takes up test clocks that a crash has left on their way. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TestClockTimer {
  private static final System.Logger LOG = System.getLogger(TestClockTimer.class.getName());
  private static final long MILLIS = 3_000;

  @Resource TimerService timers;
  @Inject TestClockRuns runs;

  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    timers.createIntervalTimer(MILLIS, MILLIS, new TimerConfig("test-clocks", false));
  }

  @Timeout
  public void tick() {
    try {
      runs.runAll();
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.WARNING, "A test clock stopped on its way", failed);
    }
  }
}
