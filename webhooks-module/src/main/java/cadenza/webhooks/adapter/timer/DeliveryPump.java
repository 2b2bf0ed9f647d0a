package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.adapter.timer.EndpointLane.Waiting;
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
 * lane and no request holds a thread, so one that hangs keeps nobody else waiting.
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
  private final Map<UUID, EndpointLane> lanes = new ConcurrentHashMap<>();
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
        rounds.claim(occupied(), free, deliverDue.longestAttempt().plus(settledWithin), BATCH);
    long claimedAt = System.nanoTime();
    var byEndpoint = new HashMap<UUID, List<Waiting>>();
    for (var delivery : claimed) {
      occupy(delivery);
      byEndpoint
          .computeIfAbsent(delivery.endpointId(), id -> new ArrayList<>())
          .add(new Waiting(delivery, claimedAt));
    }
    byEndpoint.forEach(
        (endpoint, batch) -> {
          var lane = lanes.computeIfAbsent(endpoint, id -> new EndpointLane(slots));
          lane.add(batch);
          dispatch(lane);
        });
    return claimed.size();
  }

  /** What is claimed ahead of an endpoint that answers quickly takes no slot. */
  private Map<UUID, UnderWay> occupied() {
    lanes.values().removeIf(EndpointLane::isIdle);
    var occupied = new HashMap<>(underWay);
    lanes.forEach(
        (endpoint, lane) ->
            occupied.merge(
                endpoint,
                new UnderWay(-lane.ahead(), 0),
                (a, b) -> new UnderWay(a.all() + b.all(), a.retries() + b.retries())));
    return occupied;
  }

  /**
   * Names are looked up on the thread of this batch, so a slow name service delays one endpoint.
   */
  private void dispatch(EndpointLane lane) {
    var next = lane.next();
    if (next.isEmpty()) {
      return;
    }
    try {
      engine.execute(() -> send(lane, next));
    } catch (RejectedExecutionException busy) {
      LOG.log(System.Logger.Level.WARNING, "No thread is free; {0} requests wait", next.size());
      next.forEach(
          one -> {
            lane.dropped();
            release(one.delivery());
          });
    }
  }

  /**
   * An error in the middle keeps the slots of what it left behind, until the lease has brought the
   * rows back; so it drops them here.
   */
  private void send(EndpointLane lane, List<Waiting> next) {
    var open = new Open(lane, next);
    var batch = open.leaving();
    try {
      if (!batch.isEmpty()) {
        deliverDue.send(batch, open);
      }
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "Requests could not be made; they are repeated", e);
      batch.forEach(open::dropped);
    }
  }

  /** Deliveries that leave together and have no end yet; each gives its slot back once. */
  private final class Open implements Outlet {
    private final EndpointLane lane;
    private final List<Waiting> batch;
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();
    private final long claimedAt;

    Open(EndpointLane lane, List<Waiting> batch) {
      this.lane = lane;
      this.batch = batch;
      batch.forEach(one -> waiting.add(one.delivery().id()));
      claimedAt = batch.get(0).claimedAt();
    }

    /** One that has waited for too long has no time left to be settled in its lease. */
    List<DueDelivery> leaving() {
      var leaving = new ArrayList<DueDelivery>();
      for (var one : batch) {
        if (System.nanoTime() - one.claimedAt() < settledWithin.toNanos() / 2) {
          leaving.add(one.delivery());
        } else {
          dropped(one.delivery());
        }
      }
      return leaving;
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
        lane.ended(Duration.ofMillis(attempt.durationMillis()), attempt.status() != null);
        finished.add(attempt);
        wake();
        dispatch(lane);
      }
    }

    @Override
    public void dropped(DueDelivery delivery) {
      if (waiting.remove(delivery.id())) {
        lane.dropped();
        release(delivery);
        dispatch(lane);
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
