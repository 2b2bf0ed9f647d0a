package cadenza.messaging.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.messaging.application.Lanes;
import cadenza.messaging.application.LookForMatches;
import cadenza.messaging.application.RequeueStranded;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks once a second for messages that nobody is about to send, for leases that ran out, and for
 * connections that hang. Every node runs it; two that find the same wake up twice, which is
 * harmless.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StrandedMessagesTimer {
  private static final Logger LOG = System.getLogger(StrandedMessagesTimer.class.getName());
  private static final String LOOP = "stranded-messages";
  private static final long PERIOD_MILLIS = 1000;

  /** Looks at everything that is open, so not at each tick. */
  private static final int LEASES_EVERY = 5;

  private static final int LOOKS_AT_ONCE = 50;

  @Resource TimerService timers;
  @Inject RequeueStranded requeueStranded;
  @Inject LookForMatches lookForMatches;
  @Inject Lanes lanes;
  @Inject Heartbeats heartbeats;

  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicInteger ticks = new AtomicInteger();

  // Not at bean creation: that would be before the schema is there.
  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    var config = new TimerConfig(LOOP, false);
    heartbeats.beat(LOOP);
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, config);
  }

  @Timeout
  void tick() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    heartbeats.beat(LOOP);
    try {
      lanes.cutHanging();
      lanes.reopen();
      if (ticks.getAndIncrement() % LEASES_EVERY == 0) {
        requeueStranded.expireLeases();
        requeueStranded.forgetPaces();
        requeueStranded.clearBlobs();
      }
      requeueStranded.welcomeBack();
      requeueStranded.requeue();
      lanes.wantingRefill().forEach(requeueStranded::requeue);
      lookForMatches.due(LOOKS_AT_ONCE).forEach(lookForMatches::look);
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.WARNING, "The sweep failed: {0}", databaseAway.toString());
    } finally {
      running.set(false);
    }
  }
}
