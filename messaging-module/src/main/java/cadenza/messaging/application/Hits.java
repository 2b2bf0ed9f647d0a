package cadenza.messaging.application;

import cadenza.messaging.domain.Hit;
import cadenza.messaging.domain.HitKind;
import cadenza.messaging.domain.SeenAs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for and is not counted yet, in this node's memory: nobody who reads a mail waits
 * for the database. A message's hits are held until they can be judged together. What comes beyond
 * the bounds is dropped; what is here when the process dies is lost.
 */
@ApplicationScoped
class Hits {
  /**
   * From a message's first hit: longer than what {@link cadenza.messaging.domain.HitRules} spans.
   */
  static final Duration HELD = Duration.ofSeconds(3);

  /** Of different hits, each some hundred bytes. */
  static final int AT_MOST = 20_000;

  /** For one message, so that whoever has its token has no more than that. */
  static final int AT_MOST_EACH = 100;

  private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
  private int size;
  private long dropped;

  private record Kind(
      HitKind kind, String link, SeenAs seenAs, @Nullable String domain, Instant second) {}

  /** Those of one message. */
  private static final class Waiting {
    private final Map<Kind, Hit> hits = new LinkedHashMap<>();
    private final Instant since;

    Waiting(Instant since) {
      this.since = since;
    }
  }

  public void note(
      UUID messageId,
      HitKind kind,
      String link,
      SeenAs seenAs,
      @Nullable String domain,
      Instant at) {
    add(new Hit(messageId, kind, link, seenAs, domain, at, at, 1));
  }

  private synchronized void add(Hit hit) {
    var of = waiting.computeIfAbsent(hit.messageId(), any -> new Waiting(hit.first()));
    var key =
        new Kind(
            hit.kind(),
            hit.link(),
            hit.seenAs(),
            hit.domain(),
            hit.first().truncatedTo(ChronoUnit.SECONDS));
    var before = of.hits.get(key);
    if (before == null && (size >= AT_MOST || of.hits.size() >= AT_MOST_EACH)) {
      dropped += hit.count();
      if (of.hits.isEmpty()) {
        waiting.remove(hit.messageId());
      }
      return;
    }
    size += before == null ? 1 : 0;
    of.hits.put(key, before == null ? hit : joined(before, hit));
  }

  private static Hit joined(Hit one, Hit other) {
    return new Hit(
        one.messageId(),
        one.kind(),
        one.link(),
        one.seenAs(),
        one.domain(),
        one.first().isBefore(other.first()) ? one.first() : other.first(),
        one.last().isAfter(other.last()) ? one.last() : other.last(),
        one.count() + other.count());
  }

  /**
   * Takes out what was held long enough, all of a message together.
   *
   * @param atMost messages
   */
  public synchronized List<List<Hit>> due(Instant now, int atMost) {
    var due = new ArrayList<List<Hit>>();
    for (Iterator<Waiting> all = waiting.values().iterator();
        all.hasNext() && due.size() < atMost; ) {
      var one = all.next();
      if (!one.since.plus(HELD).isAfter(now)) {
        due.add(List.copyOf(one.hits.values()));
        size -= one.hits.size();
        all.remove();
      }
    }
    return due;
  }

  /** What could not be counted waits with what came meanwhile. */
  public void putBack(List<List<Hit>> hits) {
    hits.forEach(of -> of.forEach(this::add));
  }

  public synchronized int waiting() {
    return size;
  }

  /** Since the last time somebody asked. */
  public synchronized long takeDropped() {
    long taken = dropped;
    dropped = 0;
    return taken;
  }
}
