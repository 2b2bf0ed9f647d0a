package cadenza.kernel.adapter;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.TestClocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Reads the database's clock now and then, and counts on from it with the monotonic counter. */
@ApplicationScoped
class SystemClocks implements Clocks {
  private static final Duration REMEASURED_AFTER = Duration.ofSeconds(10);

  private record Measured(Instant databaseTime, long atNanos, long takenAtNanos) {
    Instant now() {
      return databaseTime.plusNanos(System.nanoTime() - atNanos).truncatedTo(ChronoUnit.MICROS);
    }
  }

  @Inject TestClocks testClocks;
  @Inject DatabaseConnections database;

  private volatile Measured measured = new Measured(Instant.EPOCH, 0, 0);
  private final ReentrantLock measuring = new ReentrantLock();
  long remeasureAfterNanos = REMEASURED_AFTER.toNanos();

  @Override
  public Instant of(UUID workspaceId) {
    return testClocks.of(workspaceId).orElseGet(this::real);
  }

  @Override
  public Instant real() {
    var last = measured;
    if (last.takenAtNanos() == 0 || System.nanoTime() - last.takenAtNanos() > remeasureAfterNanos) {
      last = measureAgain(last);
    }
    return last.now();
  }

  /**
   * Without the database the last measurement goes on counting; only the first one must succeed.
   * One caller measures and the others do not wait for it, because a connection whose other end has
   * gone may keep it for long.
   */
  private Measured measureAgain(Measured stale) {
    boolean first = stale.takenAtNanos() == 0;
    if (first) {
      measuring.lock();
    } else if (!measuring.tryLock()) {
      return stale;
    }
    try {
      if (measured == stale) {
        measured = measured(stale, first);
      }
      return measured;
    } finally {
      measuring.unlock();
    }
  }

  private Measured measured(Measured stale, boolean first) {
    try {
      return measure();
    } catch (RuntimeException databaseAway) {
      if (first) {
        throw databaseAway;
      }
      return new Measured(stale.databaseTime(), stale.atNanos(), System.nanoTime());
    }
  }

  /** The quickest of three round trips bounds the error of the offset best. */
  private Measured measure() {
    var best = new Measured(Instant.EPOCH, 0, 0);
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long before = System.nanoTime();
      var time = database.time();
      long after = System.nanoTime();
      if (after - before < shortest) {
        shortest = after - before;
        best = new Measured(time, before + shortest / 2, after);
      }
    }
    return best;
  }
}
