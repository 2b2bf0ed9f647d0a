package cadenza.testing;

import cadenza.kernel.api.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One time for everything, moved by hand. */
public final class HandSetClocks implements Clocks {
  private volatile Instant now = Instant.parse("2026-01-05T12:00:00Z");

  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant of(UUID workspaceId) {
    return now;
  }

  @Override
  public Instant real() {
    return now;
  }
}
