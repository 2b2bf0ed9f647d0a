package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.PassingFailure;
import cadenza.webhooks.domain.Turn;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One piece of work after the other; what fails rests a while, and keeps no other from its turn.
 * Much may fail at once, and each take longer than the rest of the first: what has rested comes in
 * turns with what has not failed.
 */
final class Turns {
  private static final System.Logger LOG = System.getLogger(Turns.class.getName());
  private static final Duration REST = Duration.ofMinutes(1);

  /** After what need not be the fault of the work. */
  private static final Duration SHORT_REST = Duration.ofSeconds(2);

  private final Function<Collection<Turn>, Optional<Turn>> next;
  private final Consumer<Turn> work;
  private final LongSupplier nanos;

  /** What has failed, and until when it rests at least. */
  private final Map<Turn, Long> failed = new ConcurrentHashMap<>();

  private volatile boolean oneHadRested;

  /**
   * @param next whose turn it is, but for those that rest
   */
  Turns(Function<Collection<Turn>, Optional<Turn>> next, Consumer<Turn> work, LongSupplier nanos) {
    this.next = next;
    this.work = work;
    this.nanos = nanos;
  }

  /**
   * @return whether there may be more to do now
   */
  boolean take() {
    var turn = oneHadRested ? fresh().or(this::rested) : rested().or(this::fresh);
    turn.ifPresent(this::work);
    return turn.isPresent();
  }

  private Optional<Turn> fresh() {
    oneHadRested = false;
    return next.apply(List.copyOf(failed.keySet()));
  }

  /** One that has failed before all others. */
  private Optional<Turn> rested() {
    long now = nanos.getAsLong();
    Optional<Turn> turn = Optional.empty();
    for (var first = first(now); turn.isEmpty() && first.isPresent(); first = first(now)) {
      oneHadRested = true;
      failed.remove(first.get());
      turn = next.apply(List.copyOf(failed.keySet()));
    }
    return turn;
  }

  private Optional<Turn> first(long now) {
    return failed.entrySet().stream()
        .filter(one -> now - one.getValue() >= 0)
        .min(Comparator.comparingLong(one -> one.getValue() - now))
        .map(Map.Entry::getKey);
  }

  private void work(Turn turn) {
    try {
      work.accept(turn);
    } catch (RuntimeException failure) {
      var rest = PassingFailure.isBehind(failure) ? SHORT_REST : REST;
      failed.put(turn, nanos.getAsLong() + rest.toNanos());
      LOG.log(System.Logger.Level.WARNING, turn + " failed and will be tried again", failure);
    }
  }
}
