package cadenza.messaging.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where requests gather until a writer takes them, round by round. Those that it has taken are
 * remembered until they are answered.
 */
final class Gathering {
  private static final int ROUND_AT_MOST = 500;
  private static final long IDLE_MILLIS = 200;

  /**
   * A commit costs about the same for one as for eight: a round of fewer waits a moment for more.
   */
  private static final int FEW = 8;

  /** Where commits take longer than that moment larger rounds spare the machine. */
  private static final int FEW_WHERE_BUSY = 32;

  private final LinkedBlockingQueue<SlotRequest> waiting = new LinkedBlockingQueue<>();

  /** Taken and not answered yet; only the writer's own thread comes here. */
  private final Set<SlotRequest> inRound = Collections.newSetFromMap(new IdentityHashMap<>());

  long momentNanos = TimeUnit.MILLISECONDS.toNanos(5);
  long longestMomentNanos = TimeUnit.MILLISECONDS.toNanos(20);
  int roundAtMost = ROUND_AT_MOST;
  private long lastCommitNanos;

  /** By any thread. */
  void add(SlotRequest one) {
    waiting.add(one);
  }

  /** Empty where nobody has come for a while. */
  List<SlotRequest> round() throws InterruptedException {
    var round = new ArrayList<SlotRequest>();
    var first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      round.add(first);
      waiting.drainTo(round, roundAtMost - 1);
      inRound.addAll(round);
      awaitMore(round, FEW, momentNanos);
      awaitMore(round, FEW_WHERE_BUSY, busyMoment());
    }
    return round;
  }

  private void awaitMore(List<SlotRequest> round, int few, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (int most = Math.min(few, roundAtMost); round.size() < most; ) {
      var next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      round.add(next);
      inRound.add(next);
    }
  }

  /** Twice as long as the last commit took, and never long. */
  private long busyMoment() {
    return lastCommitNanos <= momentNanos ? 0 : Math.min(2 * lastCommitNanos, longestMomentNanos);
  }

  /** Some of a round and those who have come meanwhile. */
  List<SlotRequest> joined(Collection<SlotRequest> some) {
    var all = new ArrayList<>(some);
    waiting.drainTo(all, Math.max(0, roundAtMost - some.size()));
    inRound.addAll(all);
    return all;
  }

  /** The writer is done with it. */
  void leave(SlotRequest one) {
    inRound.remove(one);
  }

  void committed(long nanos) {
    lastCommitNanos = nanos;
    roundAtMost = Math.min(roundAtMost * 2, ROUND_AT_MOST);
  }

  /**
   * Nothing of the round is lost; smaller ones follow, should memory have been too small for it.
   */
  void takeBack() {
    waiting.addAll(inRound);
    inRound.clear();
    roundAtMost = Math.max(1, roundAtMost / 4);
  }
}
