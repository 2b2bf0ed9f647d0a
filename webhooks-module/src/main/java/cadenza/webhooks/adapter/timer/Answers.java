package cadenza.webhooks.adapter.timer;

import cadenza.webhooks.domain.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** What endpoints have answered and is not on record yet; their claims are held until it is. */
final class Answers {
  private static final int BATCH = 500;

  private final Queue<Attempt> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Attempt> setAside = new ConcurrentLinkedQueue<>();

  void add(Attempt attempt) {
    waiting.add(attempt);
  }

  /** What is set aside does not count. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Those whose rows somebody held have another try. */
  void takeUpAgain() {
    for (var next = setAside.poll(); next != null; next = setAside.poll()) {
      waiting.add(next);
    }
  }

  /**
   * One batch. While the database is away it waits here.
   *
   * @param settling puts answers on record, and says which it had to leave
   * @return those that are on record
   */
  List<Attempt> settle(UnaryOperator<List<Attempt>> settling) {
    var batch = new ArrayList<Attempt>();
    while (batch.size() < BATCH && !waiting.isEmpty()) {
      var next = waiting.poll();
      if (next != null) { // a server that stops settles beside the pump
        batch.add(next);
      }
    }
    if (batch.isEmpty()) {
      return batch;
    }
    try {
      var left = settling.apply(List.copyOf(batch));
      setAside.addAll(left);
      batch.removeAll(left);
      return batch;
    } catch (RuntimeException | Error e) {
      waiting.addAll(batch);
      throw e;
    }
  }
}
