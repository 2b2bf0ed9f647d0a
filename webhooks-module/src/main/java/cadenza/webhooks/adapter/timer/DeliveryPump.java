package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.application.DeliverDue;
import cadenza.webhooks.application.DeliveriesDue;
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
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Settles what came back and claims what is due. Each endpoint has its own lane and no request
 * holds a thread, so one that hangs keeps nobody else waiting. Settling and claiming have a thread
 * each: what is not settled yet counts as claimed, so neither needs to wait for the other.
 */
@ApplicationScoped
class DeliveryPump {
  private static final System.Logger LOG = System.getLogger(DeliveryPump.class.getName());
  private static final String CLAIMING = "deliveries";
  private static final String SETTLING = "delivery-answers";
  private static final int BATCH = 500;

  /**
   * Claims of all endpoints together that are not on the line, ahead of it or behind: each holds
   * the words of its event, and maybe of an answer.
   */
  private static final int MOST_BESIDE = 1000;

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

  LongSupplier nanos = System::nanoTime;

  private final Answers answers = new Answers();
  private final Map<UUID, EndpointLane> lanes = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private @Nullable Departures departures;
  private @Nullable Pump settling;
  private @Nullable Pump claiming;

  @PostConstruct
  void prepare() {
    var settles = new Pump(SETTLING, engine, this::settleRound, heartbeats, nanos);
    var claims = new Pump(CLAIMING, engine, this::claimRound, heartbeats, nanos);
    metrics.gauge("cadenza_deliveries_age_seconds", () -> Math.max(settles.age(), claims.age()));
    settling = settles;
    claiming = claims;
    departures = new Departures(engine, deliverDue, this::stands, this::answered, nanos);
  }

  void wake() {
    answers.takeUpAgain();
    wake(settling);
    wake(claiming);
  }

  private static void wake(@Nullable Pump pump) {
    if (pump != null) {
      pump.wake();
    }
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesDue due) {
    wake(claiming);
  }

  private boolean stands(DueDelivery delivery) {
    return rounds.standing(List.of(delivery)).contains(delivery.id());
  }

  private void answered(Attempt attempt) {
    answers.add(attempt);
    wake(settling);
  }

  private void settleRound() {
    settle();
    wake(claiming);
    if (!answers.isEmpty()) {
      wake(settling);
    }
  }

  private void claimRound() {
    giveBack();
    while (claim() == BATCH) {
      heartbeats.beat(CLAIMING);
      giveBack();
    }
  }

  private void settle() {
    var recorded = answers.settle(rounds::settle);
    recorded.forEach(attempt -> lane(attempt.delivery()).release(attempt.delivery()));
    long succeeded = recorded.stream().filter(Attempt::succeeded).count();
    count("succeeded", succeeded);
    count("failed", recorded.size() - succeeded);
  }

  private void count(String outcome, long attempts) {
    metrics.counter("cadenza_webhook_attempts", new Tag("outcome", outcome)).inc(attempts);
  }

  /** Whoever waits behind requests that hang is due for every node again. */
  private void giveBack() {
    giveBack(EndpointLane::takeBack);
  }

  private void giveBack(Function<EndpointLane, List<DueDelivery>> taking) {
    synchronized (lanes) {
      var back = lanes.values().stream().map(taking).flatMap(List::stream).toList();
      if (back.isEmpty()) {
        return;
      }
      Set<UUID> left = back.stream().map(DueDelivery::id).collect(Collectors.toSet());
      try {
        left = rounds.giveBack(back);
      } finally {
        for (var delivery : back) {
          if (left.contains(delivery.id())) {
            lane(delivery).recalled(delivery);
          } else {
            lane(delivery).release(delivery);
          }
        }
      }
    }
  }

  /**
   * A server that stops leaves to the end of a lease only what is on the line. Comes while there is
   * a database, and waits for what is being claimed or given back.
   */
  void stop() {
    stopping = true;
    Objects.requireNonNull(departures).stop();
    asFarAsPossible(() -> giveBack(EndpointLane::takeAllBack));
    asFarAsPossible(this::settleAll);
  }

  private static void asFarAsPossible(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error databaseAway) {
      LOG.log(System.Logger.Level.INFO, "The leases bring the deliveries back", databaseAway);
    }
  }

  private void settleAll() {
    answers.takeUpAgain();
    while (!answers.isEmpty()) {
      settle();
    }
  }

  private int claim() {
    synchronized (lanes) {
      int claimed = stopping || answersAreStuck() ? 0 : claimFree();
      if (stopping) { // meanwhile
        giveBack(EndpointLane::takeAllBack);
        return 0;
      }
      return claimed;
    }
  }

  private int claimFree() {
    var free = new Slots(slots, Math.max(1, slots - slotsForFirstAttempts), probeAfter);
    var claimed =
        rounds.claim(underWay(), free, deliverDue.longestAttempt().plus(settledWithin), BATCH);
    long claimedAt = nanos.getAsLong();
    for (var delivery : claimed) {
      lane(delivery).add(delivery, claimedAt);
    }
    lanes.values().forEach(Objects.requireNonNull(departures)::leave);
    return claimed.size();
  }

  /**
   * What was answered and cannot be put on record would be sent again when its lease ends, by this
   * node too; so nothing is claimed when half of what a lease leaves for settling has passed.
   */
  private boolean answersAreStuck() {
    return settling != null && settling.age() > settledWithin.toSeconds() / 2.0;
  }

  private EndpointLane lane(DueDelivery delivery) {
    return lanes.computeIfAbsent(delivery.endpointId(), id -> new EndpointLane(slots, nanos));
  }

  private Map<UUID, UnderWay> underWay() {
    lanes.values().removeIf(EndpointLane::isIdle);
    boolean mayClaimAhead =
        lanes.values().stream().mapToInt(EndpointLane::besideTheLine).sum() < MOST_BESIDE;
    return lanes.entrySet().stream()
        .collect(Collectors.toMap(Entry::getKey, lane -> lane.getValue().underWay(mayClaimAhead)));
  }
}
