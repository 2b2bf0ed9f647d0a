package cadenza.messaging.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells machines from people by when they come. Whoever is taken for a person may still be a
 * machine that takes its time and a browser's name.
 */
public final class HitRules {
  /** So soon after the server took the mail nobody has read it. */
  static final Duration TOO_SOON = Duration.ofSeconds(2);

  /** Nobody follows all links of a mail within that. */
  static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** What comes so close to the link that no person sees comes from the same machine. */
  static final Duration AROUND_TRAP = Duration.ofSeconds(3);

  private HitRules() {}

  /**
   * What is known of a message.
   *
   * @param acceptedAt when the server took it; null while that is not known
   * @param links how many of its links lead to us
   * @param trappedAt when the link was last followed that no person sees, as far as it is written
   */
  public record Known(@Nullable Instant acceptedAt, int links, @Nullable Instant trappedAt) {}

  /**
   * @param hits all of one message that are judged together, in any order
   */
  public static List<Hit> judged(List<Hit> hits, Known known) {
    return hits.stream().map(hit -> hit.as(judgement(hit, hits, known))).toList();
  }

  private static SeenAs judgement(Hit hit, List<Hit> hits, Known known) {
    if (hit.kind() == HitKind.TRAP || isAroundTrap(hit, hits, known)) {
      return SeenAs.TRAPPED;
    }
    if (hit.seenAs() != SeenAs.PERSON) {
      return hit.seenAs();
    }
    if (known.acceptedAt() == null || hit.first().isBefore(known.acceptedAt().plus(TOO_SOON))) {
      return SeenAs.TOO_SOON;
    }
    return known.links() > 1 && isAmongAll(hit, hits, known.links())
        ? SeenAs.ALL_LINKS
        : SeenAs.PERSON;
  }

  private static boolean isAroundTrap(Hit hit, List<Hit> hits, Known known) {
    return known.trappedAt() != null && isNear(hit, known.trappedAt(), known.trappedAt())
        || hits.stream()
            .filter(other -> other.kind() == HitKind.TRAP)
            .anyMatch(trap -> isNear(hit, trap.first(), trap.last()));
  }

  private static boolean isNear(Hit hit, Instant from, Instant to) {
    return !hit.last().isBefore(from.minus(AROUND_TRAP))
        && !hit.first().isAfter(to.plus(AROUND_TRAP));
  }

  /** Whether this hit lies in a moment in which every link was followed. */
  private static boolean isAmongAll(Hit hit, List<Hit> hits, int links) {
    return hits.stream()
        .map(Hit::first)
        .filter(from -> isWithin(hit, from))
        .anyMatch(from -> linksWithin(hits, from) >= links);
  }

  private static boolean isWithin(Hit hit, Instant from) {
    return !hit.first().isBefore(from) && !hit.first().isAfter(from.plus(AT_ONCE));
  }

  private static int linksWithin(List<Hit> hits, Instant from) {
    var links = new HashSet<String>();
    for (var hit : hits) {
      if (hit.kind() == HitKind.CLICK && isWithin(hit, from)) {
        links.add(hit.link());
      }
    }
    return links.size();
  }
}
