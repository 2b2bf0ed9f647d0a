package cadenza.webhooks.adapter.timer;

import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What this node has claimed for one endpoint. So many requests are on the line at once; behind
 * them wait those that were claimed ahead, so that none has to be claimed first when there is room
 * again. Only an endpoint that answers well and soon gets any, and none waits for long: a claim
 * must not outlive a change of its endpoint.
 */
final class EndpointLane {
  /**
   * A request that had to wait longer than this is no longer sure to be wanted; so none leaves a
   * second after its endpoint was switched off.
   */
  static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** Claimed ahead for each slot. Where answers come soon, these leave while they are fresh. */
  private static final int AHEAD = 3;

  private static final int SOON_MILLIS = 100;

  /** An endpoint is known as quick for so long. */
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();

  private final int slots;
  private final LongSupplier nanos;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final List<DueDelivery> recalled = new ArrayList<>();
  private int claimed;
  private int retries;
  private int onTheLine;
  private boolean leaving;
  private boolean quick;
  private long quickAt;

  /**
   * A claim whose request has not left.
   *
   * @param claimedAt by the clock of the lane
   */
  record Waiting(DueDelivery delivery, long claimedAt) {}

  EndpointLane(int slots, LongSupplier nanos) {
    this.slots = slots;
    this.nanos = nanos;
  }

  synchronized void add(DueDelivery delivery, long claimedAt) {
    waiting.add(new Waiting(delivery, claimedAt));
    claimed++;
    retries += delivery.retry() ? 1 : 0;
  }

  /** Whether somebody must begin to call {@link #next}, and go on until there is nothing. */
  synchronized boolean begins() {
    boolean begins = !leaving && mayLeave();
    leaving |= begins;
    return begins;
  }

  /** Those that leave now. */
  synchronized List<Waiting> next() {
    var next = new ArrayList<Waiting>();
    while (mayLeave()) {
      next.add(waiting.remove());
      onTheLine++;
    }
    leaving = !next.isEmpty();
    return next;
  }

  /** Whoever called {@link #next} could not go on. */
  synchronized void brokeOff() {
    leaving = false;
  }

  private boolean mayLeave() {
    return onTheLine < slots && !waiting.isEmpty() && isFresh(waiting.element());
  }

  private boolean isFresh(Waiting one) {
    return nanos.getAsLong() - one.claimedAt() < FRESH_NANOS;
  }

  /** After a failure those that wait are not let go at the same wall. */
  synchronized void ended(Attempt attempt) {
    onTheLine--;
    quick = attempt.succeeded() && attempt.durationMillis() <= SOON_MILLIS;
    quickAt = nanos.getAsLong();
    if (!attempt.succeeded()) {
      recallAll();
    }
  }

  private void recallAll() {
    waiting.forEach(one -> recalled.add(one.delivery()));
    waiting.clear();
  }

  synchronized void dropped() {
    onTheLine--;
  }

  /** Its row is free again, or has its result. */
  synchronized void release(DueDelivery delivery) {
    claimed--;
    retries -= delivery.retry() ? 1 : 0;
  }

  /** Those that will not leave any more; they still count as claimed. */
  synchronized List<DueDelivery> takeBack() {
    if (!waiting.isEmpty() && !isFresh(waiting.element())) {
      quick = false;
      recallAll();
    }
    return taken();
  }

  /** All that have not left. */
  synchronized List<DueDelivery> takeAllBack() {
    recallAll();
    return taken();
  }

  private List<DueDelivery> taken() {
    var back = List.copyOf(recalled);
    recalled.clear();
    return back;
  }

  synchronized UnderWay underWay(boolean mayClaimAhead) {
    return new UnderWay(claimed, retries, mayClaimAhead && isQuick() ? AHEAD * slots : 0);
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /** Nothing is lost when it is forgotten. */
  synchronized boolean isIdle() {
    return claimed == 0 && !isQuick();
  }

  private boolean isQuick() {
    return quick && nanos.getAsLong() - quickAt < REMEMBERED_NANOS;
  }
}
