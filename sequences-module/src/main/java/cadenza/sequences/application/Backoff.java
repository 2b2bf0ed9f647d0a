package cadenza.sequences.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what has failed from being tried again at once, on this node: two seconds after the first
 * time, twice as long after each other, five minutes at most.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private record Wait(Duration length, Instant until) {
    private Wait next(Instant now) {
      var longer = length.multipliedBy(2);
      return of(longer.compareTo(LONGEST) < 0 ? longer : LONGEST, now);
    }

    private static Wait of(Duration length, Instant now) {
      return new Wait(length, now.plus(length));
    }
  }

  private final Map<UUID, Wait> waits = new ConcurrentHashMap<>();

  boolean holds(UUID id, Instant now) {
    var wait = waits.get(id);
    return wait != null && now.isBefore(wait.until());
  }

  /** Whether its next wait will be no longer than its last one. */
  boolean isLongest(UUID id) {
    var wait = waits.get(id);
    return wait != null && wait.length().equals(LONGEST);
  }

  void failed(UUID id, Instant now) {
    waits.values().removeIf(wait -> wait.until().plus(REMEMBERED).isBefore(now));
    waits.merge(id, Wait.of(FIRST, now), (before, first) -> before.next(now));
  }

  void passed(UUID id) {
    waits.remove(id);
  }
}
