package cadenza.testing;

import cadenza.kernel.api.Clocks;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The machine's time, which is the test database's, too. */
public final class RealTime implements Clocks {
  private final Clock clock = Clock.systemUTC();

  @Override
  public Instant of(UUID workspaceId) {
    return real();
  }

  @Override
  public Instant real() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
