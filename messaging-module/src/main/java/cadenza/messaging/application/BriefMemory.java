package cadenza.messaging.application;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers a thing for a short time, and no more things or bytes than it may: what nobody has
 * asked for the longest goes first.
 */
final class BriefMemory<K, V> {
  private final int atMost;
  private final long bytesAtMost;
  private final Duration life;
  private final LongSupplier nanos;
  private final Map<K, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
  private long bytes;

  private record Kept<V>(V value, long bytes, long since) {}

  /**
   * @param life from when a thing was remembered, however often it is asked for
   * @param nanos as {@link System#nanoTime} tells them
   */
  BriefMemory(int atMost, long bytesAtMost, Duration life, LongSupplier nanos) {
    this.atMost = atMost;
    this.bytesAtMost = bytesAtMost;
    this.life = life;
    this.nanos = nanos;
  }

  synchronized Optional<V> of(K key) {
    var found = kept.get(key);
    if (found == null) {
      return Optional.empty();
    }
    if (nanos.getAsLong() - found.since() >= life.toNanos()) {
      forget(key);
      return Optional.empty();
    }
    return Optional.of(found.value());
  }

  /** What is larger than all that may be remembered is not. */
  synchronized void put(K key, V value, long size) {
    forget(key);
    if (size <= bytesAtMost) {
      kept.put(key, new Kept<>(value, size, nanos.getAsLong()));
      bytes += size;
    }
    while (kept.size() > atMost || bytes > bytesAtMost) {
      forget(kept.keySet().iterator().next());
    }
  }

  private void forget(K key) {
    var gone = kept.remove(key);
    bytes -= gone == null ? 0 : gone.bytes();
  }

  synchronized int size() {
    return kept.size();
  }
}
