package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.PassingFailure;
import cadenza.webhooks.domain.Turn;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One piece of work after the other; what fails rests a while, and keeps no other from its turn.
 */
final class Turns {
  private static final System.Logger LOG = System.getLogger(Turns.class.getName());
  private static final Duration REST = Duration.ofMinutes(1);

  /** After what need not be the fault of the work. */
  private static final Duration SHORT_REST = Duration.ofSeconds(2);

  private final Function<Collection<Turn>, Optional<Turn>> next;
  private final Consumer<Turn> work;
  private final LongSupplier nanos;
  private final Map<Turn, Long> resting = new ConcurrentHashMap<>();

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
    long now = nanos.getAsLong();
    resting.values().removeIf(until -> now - until >= 0);
    var turn = next.apply(List.copyOf(resting.keySet()));
    turn.ifPresent(this::work);
    return turn.isPresent();
  }

  private void work(Turn turn) {
    try {
      work.accept(turn);
    } catch (RuntimeException failed) {
      var rest = PassingFailure.isBehind(failed) ? SHORT_REST : REST;
      resting.put(turn, nanos.getAsLong() + rest.toNanos());
      LOG.log(System.Logger.Level.WARNING, turn + " failed and will be tried again", failed);
    }
  }
}
