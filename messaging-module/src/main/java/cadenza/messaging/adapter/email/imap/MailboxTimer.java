package cadenza.messaging.adapter.email.imap;

import static jakarta.ejb.ConcurrencyManagementType.BEAN;
import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the watched mailboxes in step with the accounts and the leases. */
@Singleton
@ConcurrencyManagement(BEAN)
@TransactionAttribute(NOT_SUPPORTED)
public class MailboxTimer {
  private static final Logger LOG = System.getLogger(MailboxTimer.class.getName());
  private static final long EVERY_MILLIS = 1000;

  @Resource TimerService timers;
  @Inject MailboxWatchers watchers;

  private final AtomicBoolean looking = new AtomicBoolean();

  /** So that an outage is one line in the log, and not one a second. */
  private volatile boolean failing;

  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    timers.createIntervalTimer(EVERY_MILLIS, EVERY_MILLIS, new TimerConfig("mailboxes", false));
  }

  @Timeout
  void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      watchers.look();
      failing = false;
    } catch (RuntimeException databaseAway) {
      if (!failing) {
        LOG.log(Level.WARNING, "The mailboxes cannot be looked after", databaseAway);
      }
      failing = true;
    } finally {
      looking.set(false);
    }
  }

  @PreDestroy
  void stop() {
    watchers.stop();
  }
}
