package cadenza.webhooks.adapter.timer;

import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What this node has claimed for one endpoint. So many requests are on the line at once; behind
 * them wait those that were claimed ahead, so that none has to be claimed first when there is room
 * again. Only an endpoint that answers well and soon gets any, and none waits for long, since its
 * endpoint may be changed or switched off meanwhile.
 */
final class EndpointLane {
  /**
   * A request that had to wait longer than this is no longer sure to be wanted; so none leaves a
   * second after its endpoint was switched off.
   */
  static final long FRESH_NANOS = Duration.ofMillis(300).toNanos();

  /** One that has a slot and waits for a thread may leave later, when it was asked for again. */
  private static final long LATE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Claimed ahead for each slot, and fewer where the answers would not let them leave in time. */
  private static final int MOST_AHEAD = 7;

  private static final int LEAVE_WITHIN_MILLIS = 225;

  /** So long an endpoint is known as quick. */
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();

  /** After something went wrong; or claims would be given back and taken again all the time. */
  private static final long NOTHING_AHEAD_NANOS = Duration.ofSeconds(2).toNanos();

  private final int slots;
  private final LongSupplier nanos;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final List<DueDelivery> recalled = new ArrayList<>();
  private int claimed;
  private int retries;
  private int onTheLine;
  private boolean leaving;
  private int ahead;
  private long answeredAt;
  private long wrongAt;

  /**
   * A claim whose request has not left.
   *
   * @param claimedAt by the clock of the lane
   * @param ahead whether it was claimed beyond the slots
   */
  record Waiting(DueDelivery delivery, long claimedAt, boolean ahead) {}

  EndpointLane(int slots, LongSupplier nanos) {
    this.slots = slots;
    this.nanos = nanos;
    this.wrongAt = nanos.getAsLong() - NOTHING_AHEAD_NANOS;
  }

  synchronized void add(DueDelivery delivery, long claimedAt) {
    waiting.add(new Waiting(delivery, claimedAt, onTheLine + waiting.size() >= slots));
    claimed++;
    retries += delivery.retry() ? 1 : 0;
  }

  /** Whether somebody must begin to call {@link #next}, and go on until there is nothing. */
  synchronized boolean begins() {
    recallThoseThatWaitedLong();
    boolean begins = !leaving && mayLeave();
    leaving |= begins;
    return begins;
  }

  /**
   * Whether there is room for some at once. Each time that somebody begins costs a thread's start
   * and the look-up of a name; for a single one the next round does it.
   */
  synchronized boolean isHalfEmpty() {
    return onTheLine <= slots / 2;
  }

  /** Those that leave now. */
  synchronized List<Waiting> next() {
    recallThoseThatWaitedLong();
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
    return onTheLine < slots && !waiting.isEmpty();
  }

  private void recallThoseThatWaitedLong() {
    long now = nanos.getAsLong();
    recall(one -> now - one.claimedAt() >= (one.ahead() ? FRESH_NANOS : LATE_NANOS));
  }

  private void recall(Predicate<Waiting> unwanted) {
    var back = waiting.stream().filter(unwanted).toList();
    if (!back.isEmpty()) {
      waiting.removeAll(back);
      back.forEach(one -> recalled.add(one.delivery()));
      wrongAt = nanos.getAsLong();
    }
  }

  /** After a failure those that were claimed ahead are not let go at the same wall. */
  synchronized void ended(Attempt attempt) {
    onTheLine--;
    ahead =
        attempt.succeeded()
            ? Math.min(MOST_AHEAD, LEAVE_WITHIN_MILLIS / Math.max(1, attempt.durationMillis()))
            : 0;
    answeredAt = nanos.getAsLong();
    if (!attempt.succeeded()) {
      wrongAt = answeredAt;
      recall(Waiting::ahead);
    }
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
    recallThoseThatWaitedLong();
    return taken();
  }

  /** All that have not left. */
  synchronized List<DueDelivery> takeAllBack() {
    recall(one -> true);
    return taken();
  }

  private List<DueDelivery> taken() {
    var back = List.copyOf(recalled);
    recalled.clear();
    return back;
  }

  /** They could not be given back yet. */
  synchronized void recalled(DueDelivery delivery) {
    recalled.add(delivery);
  }

  synchronized UnderWay underWay(boolean mayClaimAhead) {
    return new UnderWay(claimed, retries, mayClaimAhead && isQuick() ? ahead * slots : 0);
  }

  /** Those that have not left, and those whose answers are not on record. */
  synchronized int besideTheLine() {
    return claimed - onTheLine;
  }

  /** Nothing is lost when it is forgotten. */
  synchronized boolean isIdle() {
    return claimed == 0 && !isQuick();
  }

  private boolean isQuick() {
    long now = nanos.getAsLong();
    return ahead > 0 && now - answeredAt < REMEMBERED_NANOS && now - wrongAt >= NOTHING_AHEAD_NANOS;
  }
}
