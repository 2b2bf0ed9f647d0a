package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.application.DeliverDue;
import cadenza.webhooks.application.DeliveriesDue;
import cadenza.webhooks.application.Outlet;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Settles what came back, claims what is due, and lets the requests go. Each endpoint has its own
 * slots and no request holds a thread, so one that hangs keeps nobody else waiting.
 */
@ApplicationScoped
class DeliveryPump {
  private static final System.Logger LOG = System.getLogger(DeliveryPump.class.getName());
  private static final String LOOP = "deliveries";
  private static final int BATCH = 500;

  /**
   * A request that had to wait longer than this, for a name or a connection, asks first whether it
   * is still wanted; so none leaves a second after its endpoint was switched off.
   */
  private static final Duration FRESH = Duration.ofMillis(300);

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Inject Rounds rounds;
  @Inject DeliverDue deliverDue;
  @Inject MetricRegistry metrics;
  @Inject Heartbeats heartbeats;

  /** What a lease leaves for looking a name up before the request, and for settling after it. */
  @Inject
  @ConfigProperty(name = "cadenza.webhooks.settled-within", defaultValue = "PT30S")
  Duration settledWithin;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.slots", defaultValue = "8")
  int slots;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.slots-for-first-attempts", defaultValue = "2")
  int slotsForFirstAttempts;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.probe-after", defaultValue = "10")
  int probeAfter;

  private final Queue<Attempt> finished = new ConcurrentLinkedQueue<>();
  private final Map<UUID, UnderWay> underWay = new ConcurrentHashMap<>();
  private @Nullable Pump pump;

  @PostConstruct
  void prepare() {
    var delivering = new Pump(LOOP, engine, this::round, heartbeats);
    metrics.gauge("cadenza_deliveries_age_seconds", delivering, Pump::age);
    pump = delivering;
  }

  void wake() {
    if (pump != null) {
      pump.wake();
    }
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesDue due) {
    wake();
  }

  private void round() {
    settle();
    while (claim() == BATCH) {
      heartbeats.beat(LOOP);
      settle();
    }
  }

  /** While the database is away the results wait here, and their slots with them. */
  private void settle() {
    var batch = new ArrayList<Attempt>();
    for (var next = finished.poll(); next != null; next = finished.poll()) {
      batch.add(next);
      if (batch.size() == BATCH) {
        settle(batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      settle(batch);
    }
  }

  private void settle(List<Attempt> batch) {
    try {
      rounds.settle(List.copyOf(batch));
    } catch (RuntimeException e) {
      finished.addAll(batch);
      throw e;
    }
    for (var attempt : batch) {
      release(attempt.delivery());
      var outcome = attempt.succeeded() ? "succeeded" : "failed";
      metrics.counter("cadenza_webhook_attempts", new Tag("outcome", outcome)).inc();
    }
  }

  private int claim() {
    var free = new Slots(slots, Math.max(1, slots - slotsForFirstAttempts), probeAfter);
    var claimed =
        rounds.claim(
            Map.copyOf(underWay), free, deliverDue.longestAttempt().plus(settledWithin), BATCH);
    var byEndpoint = new HashMap<UUID, List<DueDelivery>>();
    for (var delivery : claimed) {
      occupy(delivery);
      byEndpoint.computeIfAbsent(delivery.endpointId(), id -> new ArrayList<>()).add(delivery);
    }
    long claimedAt = System.nanoTime();
    byEndpoint.values().forEach(batch -> dispatch(batch, claimedAt));
    return claimed.size();
  }

  /**
   * Names are looked up on the thread of this batch, so a slow name service delays one endpoint.
   */
  private void dispatch(List<DueDelivery> batch, long claimedAt) {
    try {
      engine.execute(() -> send(batch, claimedAt));
    } catch (RejectedExecutionException busy) {
      LOG.log(System.Logger.Level.WARNING, "No thread is free; {0} requests wait", batch.size());
      batch.forEach(this::release);
    }
  }

  /**
   * An error in the middle keeps the slots of what it left behind, until the lease has brought the
   * rows back; so it drops them here.
   */
  private void send(List<DueDelivery> batch, long claimedAt) {
    var open = new Open(batch, claimedAt);
    try {
      deliverDue.send(batch, open);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "Requests could not be made; they are repeated", e);
      batch.forEach(open::dropped);
    }
  }

  /** The deliveries of one claim that have no end yet; each gives its slot back once. */
  private final class Open implements Outlet {
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();
    private final long claimedAt;

    Open(List<DueDelivery> batch, long claimedAt) {
      batch.forEach(delivery -> waiting.add(delivery.id()));
      this.claimedAt = claimedAt;
    }

    @Override
    public boolean fresh() {
      return System.nanoTime() - claimedAt < FRESH.toNanos();
    }

    @Override
    public boolean wanted(DueDelivery delivery) {
      return rounds.standing(List.of(delivery)).contains(delivery.id());
    }

    @Override
    public void attempted(Attempt attempt) {
      if (waiting.remove(attempt.delivery().id())) {
        finished.add(attempt);
        wake();
      }
    }

    @Override
    public void dropped(DueDelivery delivery) {
      if (waiting.remove(delivery.id())) {
        release(delivery);
      }
    }
  }

  private void occupy(DueDelivery delivery) {
    underWay.merge(
        delivery.endpointId(),
        new UnderWay(1, delivery.retry() ? 1 : 0),
        (a, b) -> new UnderWay(a.all() + b.all(), a.retries() + b.retries()));
  }

  private void release(DueDelivery delivery) {
    underWay.computeIfPresent(
        delivery.endpointId(),
        (id, busy) ->
            busy.all() == 1
                ? null
                : new UnderWay(busy.all() - 1, busy.retries() - (delivery.retry() ? 1 : 0)));
  }
}
