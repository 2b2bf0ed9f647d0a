package cadenza.messaging.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.messaging.application.FlushHits;
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
import java.util.concurrent.atomic.AtomicBoolean;

/** Has opens and clicks counted once a second; each node counts what it was asked for. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HitsTimer {
  private static final String LOOP = "opens-and-clicks";
  private static final long PERIOD_MILLIS = 1000;

  @Resource TimerService timers;
  @Inject FlushHits flushHits;
  @Inject Heartbeats heartbeats;

  private final AtomicBoolean running = new AtomicBoolean();

  // Not at bean creation: that would be before the schema is there.
  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    heartbeats.beat(LOOP);
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig(LOOP, false));
  }

  @Timeout
  void tick() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    heartbeats.beat(LOOP);
    try {
      flushHits.flush();
    } finally {
      running.set(false);
    }
  }
}
