package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.PreDestroy;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wakes the relay, the feeds, the deliveries and those who wait for events. Every node runs this
 * timer: what another node holds is skipped, so nodes share the work, and a tick that is missed is
 * made good by a later one.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WebhooksTimer {
  @Resource TimerService timers;
  @Inject RelayPump relay;
  @Inject FeedPump feeds;
  @Inject DeliveryPump deliveries;
  @Inject WatchPump watches;
  @Inject Chores chores;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.tick", defaultValue = "PT0.1S")
  Duration tick;

  public void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    var millis = tick.toMillis();
    timers.createIntervalTimer(millis, millis, new TimerConfig("webhooks", false));
    tick(); // makes the pumps known, so that one that never runs is missed
  }

  /** Here, since there is no database any more when the beans of the application end. */
  @PreDestroy
  void stop() {
    deliveries.stop();
  }

  @Timeout
  void tick() {
    relay.wake();
    feeds.tick();
    deliveries.wake();
    watches.tick();
    chores.wake();
  }
}
