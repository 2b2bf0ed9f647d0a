package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.application.EventsRecorded;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Relays until nothing new is left; woken by the timer and by a commit that wrote an event. After a
 * round it rests for as long as that took: so what writes 100,000 events at once is not held up by
 * its own echo. Where nothing is left it rests 20 ms at least: an event that comes alone is told at
 * once, and those that come one by one are numbered together.
 */
@ApplicationScoped
class RelayPump {
  private static final String LOOP = "relay";
  private static final long SHORTEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Inject Rounds rounds;
  @Inject Heartbeats heartbeats;
  @Inject MetricRegistry metrics;
  @Inject DeliveryPump deliveries;
  @Inject FeedPump feeds;
  @Inject WatchPump watches;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.relay-batch", defaultValue = "500")
  int batch;

  private @Nullable Pump pump;

  @PostConstruct
  void prepare() {
    var relaying = new Pump(LOOP, engine, this::relay, heartbeats);
    metrics.gauge("cadenza_relay_age_seconds", relaying, Pump::age);
    pump = relaying;
  }

  void wake() {
    if (pump != null) {
      pump.wake();
    }
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) EventsRecorded recorded) {
    wake();
  }

  private void relay() {
    while (true) {
      heartbeats.beat(LOOP);
      long began = System.nanoTime();
      var relayed = rounds.relay(batch);
      if (relayed.deliveries() > 0) {
        deliveries.wake();
      }
      if (relayed.feeds()) {
        feeds.wake();
      }
      if (relayed.events() == 0) {
        return;
      }
      watches.wake();
      boolean caughtUp = relayed.events() < batch;
      LockSupport.parkNanos(rest(System.nanoTime() - began, caughtUp));
      if (caughtUp) {
        return;
      }
    }
  }

  /** A slow database, or what gathered while it was away, is no reason to rest for long. */
  static long rest(long roundNanos, boolean caughtUp) {
    return Math.max(caughtUp ? SHORTEST_REST_NANOS : 0, Math.min(roundNanos, LONGEST_REST_NANOS));
  }
}
