package cadenza.messaging.application;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many lines are with each mail server, whatever account they are of: one that hangs must not
 * have them all.
 */
final class Hosts {
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, Set<Lane>> turnedAway = new HashMap<>();

  /** A lane that may not open another line is called when one of the same server goes home. */
  synchronized boolean admit(Lane lane, String host, int atMost) {
    if (lines.getOrDefault(host, 0) < atMost) {
      enter(host);
      return true;
    }
    turnedAway.computeIfAbsent(host, any -> new LinkedHashSet<>()).add(lane);
    return false;
  }

  synchronized void enter(String host) {
    lines.merge(host, 1, Integer::sum);
  }

  /** Returns the lane that was turned away first. */
  synchronized Optional<Lane> leave(String host) {
    lines.computeIfPresent(host, (any, count) -> count == 1 ? null : count - 1);
    var waiting = turnedAway.get(host);
    if (waiting == null) {
      return Optional.empty();
    }
    var first = waiting.iterator().next();
    waiting.remove(first);
    if (waiting.isEmpty()) {
      turnedAway.remove(host);
    }
    return Optional.of(first);
  }

  synchronized boolean someWait(String host) {
    return turnedAway.containsKey(host);
  }
}
