package cadenza.messaging.application;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few look something up at the same time and some more wait a moment for their turn; the
 * others are told at once, so that strangers take neither all connections nor all threads.
 */
final class FewLookUps {
  private final Semaphore present;
  private final Semaphore turns;
  private final Duration patience;

  /**
   * @param waiting how many may wait, for {@code patience} at the longest
   */
  FewLookUps(int atOnce, int waiting, Duration patience) {
    this.turns = new Semaphore(atOnce);
    this.present = new Semaphore(atOnce + waiting);
    this.patience = patience;
  }

  <T> T next(Supplier<T> lookUp) {
    if (!present.tryAcquire()) {
      throw new TooManyLookUps();
    }
    try {
      return inTurn(lookUp);
    } finally {
      present.release();
    }
  }

  private <T> T inTurn(Supplier<T> lookUp) {
    try {
      if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TooManyLookUps();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new TooManyLookUps();
    }
    try {
      return lookUp.get();
    } finally {
      turns.release();
    }
  }
}
