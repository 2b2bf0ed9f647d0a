package cadenza.access.adapter;

import cadenza.access.application.TokenHolders;
import cadenza.access.application.TokenHolders.Holder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Holders of tokens that were found within half a second. What ends on this node counts at once,
 * what ends on another node within that time (a second is allowed, SEC-3). Who was not found is
 * looked for again.
 */
final class RecentHolders {
  /** Tokens. When there are more within half a second, all are looked up again. */
  static final int MOST = 10_000;

  private static final long KEPT_NANOS = 500_000_000;

  private record Kept(Holder holder, long since) {
    boolean counts(long now, Instant at) {
      var end = holder.caller().expiresAt();
      return now - since < KEPT_NANOS && (end == null || at.isBefore(end));
    }
  }

  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicLong forgotten = new AtomicLong();
  private final LongSupplier nanos;

  RecentHolders(LongSupplier nanos) {
    this.nanos = nanos;
  }

  Optional<Holder> with(String hash, Instant at, TokenHolders stored) {
    long now = nanos.getAsLong();
    var known = kept.get(hash);
    if (known != null && known.counts(now, at)) {
      return Optional.of(known.holder());
    }
    long before = forgotten.get();
    var found = stored.with(hash, at);
    found.ifPresent(holder -> keep(hash, new Kept(noted(holder), now), before));
    return found;
  }

  void forget() {
    forgotten.incrementAndGet();
    kept.clear();
  }

  /** What ended while this one was read may be this one. */
  private void keep(String hash, Kept found, long before) {
    if (kept.size() >= MOST) {
      kept.clear();
    }
    kept.put(hash, found);
    if (forgotten.get() != before) {
      kept.remove(hash);
    }
  }

  /** Who looked it up notes its use, and nobody else for now. */
  private static Holder noted(Holder holder) {
    return new Holder(holder.caller(), false);
  }
}
