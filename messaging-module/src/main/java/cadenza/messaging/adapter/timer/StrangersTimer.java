package cadenza.messaging.adapter.timer;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.messaging.application.ForgetStrangers;
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

/**
 * Goes through old mail of strangers, a little at a time. Every node runs it; what one holds the
 * other leaves out.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StrangersTimer {
  private static final Logger LOG = System.getLogger(StrangersTimer.class.getName());
  private static final long PERIOD_MILLIS = 60_000;
  private static final int LOOKS_AT_ONCE = 20;

  @Resource TimerService timers;
  @Inject ForgetStrangers forgetStrangers;

  private final AtomicBoolean running = new AtomicBoolean();

  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    timers.createIntervalTimer(
        PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig("strangers-mail", false));
  }

  @Timeout
  void tick() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      for (int i = 0; i < LOOKS_AT_ONCE && forgetStrangers.some(); i++) {}
      forgetStrangers.forgetTestPaces();
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.WARNING, "Old mail could not be looked through: {0}", databaseAway.toString());
    } finally {
      running.set(false);
    }
  }
}
