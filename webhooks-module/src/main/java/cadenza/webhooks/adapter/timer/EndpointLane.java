package cadenza.webhooks.adapter.timer;

import cadenza.webhooks.domain.DueDelivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What is claimed for one endpoint: so many requests are under way at once, and those behind them
 * wait here, so that none has to be claimed first when there is room again.
 */
final class EndpointLane {
  /** An answer that comes later keeps those that wait from leaving soon. */
  private static final long QUICK = Duration.ofMillis(200).toNanos();

  /** So long an endpoint is known as quick without an answer. */
  private static final long REMEMBERED = Duration.ofSeconds(10).toNanos();

  private final int slots;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int underWay;
  private long quickAt = System.nanoTime() - 2 * REMEMBERED;

  /**
   * A claim that has not left yet.
   *
   * @param claimedAt by {@link System#nanoTime()}
   */
  record Waiting(DueDelivery delivery, long claimedAt) {}

  EndpointLane(int slots) {
    this.slots = slots;
  }

  synchronized void add(List<Waiting> claimed) {
    waiting.addAll(claimed);
  }

  /**
   * Those that may leave now; some at a time while others are under way, because each time costs
   * the look-up of a name.
   */
  synchronized List<Waiting> next() {
    int room = slots - underWay;
    if (waiting.isEmpty() || underWay > 0 && room < Math.min(slots / 2, waiting.size())) {
      return List.of();
    }
    var next = new ArrayList<Waiting>();
    while (next.size() < room && !waiting.isEmpty()) {
      next.add(waiting.remove());
    }
    underWay += next.size();
    return next;
  }

  synchronized void ended(Duration took, boolean answered) {
    underWay--;
    quickAt =
        answered && took.toNanos() < QUICK ? System.nanoTime() : System.nanoTime() - 2 * REMEMBERED;
  }

  synchronized void dropped() {
    underWay--;
  }

  /** How many may be claimed beyond those that may be under way. */
  synchronized int ahead() {
    return isQuick() ? 3 * slots : 0;
  }

  synchronized boolean isIdle() {
    return underWay == 0 && waiting.isEmpty() && !isQuick();
  }

  private boolean isQuick() {
    return System.nanoTime() - quickAt < REMEMBERED;
  }
}
