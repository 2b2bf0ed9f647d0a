package cadenza.sequences.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.sequences.application.DueBatches;
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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wakes up and runs what is due, batch by batch, until one comes back empty or small.
 *
 * <p>Every node runs this timer: claims skip what another node has locked, so nodes share the work.
 * A tick that is missed or dies is made good by a later one.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DueStepsTimer {
  private static final System.Logger LOG = System.getLogger(DueStepsTimer.class.getName());

  private static final String LOOP = "due-steps";

  /** Ends a tick now and then, so that the server can stop in good order under any load. */
  private static final int MOST_BATCHES = 200;

  /**
   * An account's due rows are counted up to a share of the batch, so a short batch may leave more
   * behind; the few after a small one wait for the next tick.
   */
  private static final int WORTH_ANOTHER_LOOK = 20;

  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();

  @Resource TimerService timers;
  @Inject DueBatches batches;
  @Inject Heartbeats heartbeats;

  @Inject
  @ConfigProperty(name = "cadenza.sequences.tick", defaultValue = "PT0.05S")
  Duration tick;

  @Inject
  @ConfigProperty(name = "cadenza.sequences.batch", defaultValue = "500")
  int batch;

  // Not @Startup: the server creates startup singletons before the schema is migrated.
  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    heartbeats.beat(LOOP);
    timers.createIntervalTimer(tick.toMillis(), tick.toMillis(), new TimerConfig(LOOP, false));
  }

  @Timeout
  public void tick() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      runBatches();
      failing.set(false);
    } catch (RuntimeException failed) {
      // The next tick tries again; one line for each outage, not one for each tick.
      if (failing.compareAndSet(false, true)) {
        LOG.log(System.Logger.Level.WARNING, "Due steps could not be run", failed);
      }
    } finally {
      running.set(false);
    }
  }

  private void runBatches() {
    for (int i = 0; i < MOST_BATCHES; i++) {
      heartbeats.beat(LOOP);
      if (batches.run(batch) < WORTH_ANOTHER_LOOK) {
        return;
      }
    }
  }
}
