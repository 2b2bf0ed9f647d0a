package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time at which somebody asks. {@link Clocks} may have to measure it at the database, which
 * nobody who reads a mail shall wait for: so it is taken over once a second by who may wait.
 */
@ApplicationScoped
class HitClock {
  @Inject Clocks clocks;

  private volatile @Nullable Known known;

  private record Known(Instant time, long atNanos) {
    Instant now() {
      return time.plusNanos(System.nanoTime() - atNanos).truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** May wait for the database. */
  public Instant takeOver() {
    var time = clocks.real();
    known = new Known(time, System.nanoTime());
    return time;
  }

  /** Waits only where nobody has taken the time over yet. */
  public Instant now() {
    var last = known;
    return last == null ? takeOver() : last.now();
  }
}
