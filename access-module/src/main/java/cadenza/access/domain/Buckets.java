package cadenza.access.domain;

import cadenza.access.api.Allowance;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bucket of requests for each key, which fills steadily and holds one window's worth. What is
 * kept of a key is the instant at which its bucket will be full again (the generic cell rate
 * algorithm), so a key at rest needs no memory and no clock ticks.
 */
public final class Buckets {
  private static final int SWEEP_EVERY = 20_000;

  private final String policy;
  private final Duration window;
  private final Map<String, Long> fullAt = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * @param policy as in {@link Allowance}
   * @param window in which an empty bucket fills
   */
  public Buckets(String policy, Duration window) {
    this.policy = policy;
    this.window = window;
  }

  /**
   * Takes one request out of the bucket of a key, if there is one.
   *
   * @param atMost in a window; above zero
   * @param nanos a time that never goes back
   */
  public Allowance take(String key, int atMost, long nanos) {
    if (taken.incrementAndGet() % SWEEP_EVERY == 0) {
      fullAt.values().removeIf(full -> full - nanos <= 0);
    }
    long each = window.toNanos() / atMost;
    long latest = nanos + each * atMost;
    var refused = new long[1];
    long full =
        fullAt.merge(
            key,
            nanos + each,
            (known, first) -> {
              long then = (known - nanos <= 0 ? nanos : known) + each;
              refused[0] = Math.max(0, then - latest);
              return refused[0] == 0 ? then : known;
            });
    return new Allowance(
        policy, atMost, window, Math.max(0, (latest - full) / each), Duration.ofNanos(refused[0]));
  }

  /** How many keys are remembered. */
  public int size() {
    return fullAt.size();
  }
}
