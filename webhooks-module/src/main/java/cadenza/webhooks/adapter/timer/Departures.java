package cadenza.webhooks.adapter.timer;

import cadenza.webhooks.adapter.timer.EndpointLane.Waiting;
import cadenza.webhooks.application.DeliverDue;
import cadenza.webhooks.application.Outlet;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.DueDelivery;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Lets the requests of lanes go, and hears what becomes of each. */
final class Departures {
  private static final System.Logger LOG = System.getLogger(Departures.class.getName());

  private final Executor threads;
  private final DeliverDue deliverDue;
  private final Predicate<DueDelivery> stands;
  private final Consumer<Attempt> answered;
  private final LongSupplier nanos;
  private volatile boolean stopped;

  /**
   * @param stands whether a claim does so still; asks the database
   * @param answered told of each attempt once, after its lane
   * @param nanos the clock of the lanes
   */
  Departures(
      Executor threads,
      DeliverDue deliverDue,
      Predicate<DueDelivery> stands,
      Consumer<Attempt> answered,
      LongSupplier nanos) {
    this.threads = threads;
    this.deliverDue = deliverDue;
    this.stands = stands;
    this.answered = answered;
    this.nanos = nanos;
  }

  /** Nothing begins any more. */
  void stop() {
    stopped = true;
  }

  /** Names are looked up on the thread of this lane, so a slow name service delays one endpoint. */
  void leave(EndpointLane lane) {
    if (stopped || !lane.begins()) {
      return;
    }
    try {
      threads.execute(() -> run(lane));
    } catch (RejectedExecutionException busy) {
      lane.brokeOff();
      LOG.log(System.Logger.Level.DEBUG, "No thread is free; the next round tries again");
    } catch (RuntimeException | Error e) {
      lane.brokeOff();
      throw e;
    }
  }

  private void run(EndpointLane lane) {
    try {
      for (var next = lane.next(); !next.isEmpty(); next = lane.next()) {
        send(lane, next);
      }
    } catch (RuntimeException | Error e) {
      lane.brokeOff();
      throw e;
    }
  }

  /** What fails here failed before the first request; each of them drops what fails later. */
  private void send(EndpointLane lane, List<Waiting> next) {
    var batch = next.stream().map(Waiting::delivery).toList();
    var open = new Open(lane, batch, next.get(0).claimedAt());
    try {
      deliverDue.send(batch, open);
    } catch (RuntimeException | Error e) {
      batch.forEach(open::dropped);
      LOG.log(System.Logger.Level.WARNING, "Requests could not be made; they are repeated", e);
    }
  }

  /** Deliveries that leave together and have no end yet; each gives its slot back once. */
  private final class Open implements Outlet {
    private final EndpointLane lane;
    private final Set<UUID> unanswered = ConcurrentHashMap.newKeySet();
    private final long claimedAt;

    Open(EndpointLane lane, List<DueDelivery> batch, long claimedAt) {
      this.lane = lane;
      batch.forEach(delivery -> unanswered.add(delivery.id()));
      this.claimedAt = claimedAt;
    }

    @Override
    public boolean fresh() {
      return nanos.getAsLong() - claimedAt < EndpointLane.FRESH_NANOS;
    }

    @Override
    public boolean wanted(DueDelivery delivery) {
      return stands.test(delivery);
    }

    @Override
    public void attempted(Attempt attempt) {
      if (unanswered.remove(attempt.delivery().id())) {
        lane.ended(attempt);
        answered.accept(attempt);
        if (lane.isHalfEmpty()) {
          leave(lane);
        }
      }
    }

    @Override
    public void dropped(DueDelivery delivery) {
      if (unanswered.remove(delivery.id())) {
        lane.dropped();
        lane.release(delivery);
        leave(lane);
      }
    }
  }
}
