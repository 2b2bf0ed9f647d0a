package cadenza.sequences.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** How many of the last messages of a sequence bounced hard. */
public record BounceRate(int bounced, int counted) {
  /**
   * @param messages what was sent or refused, with when
   * @param over so many of them count, the latest
   */
  public static BounceRate of(Map<UUID, Instant> messages, Set<UUID> bounces, int over) {
    var all = new HashMap<>(messages);
    var latest =
        all.entrySet().stream()
            .sorted(Map.Entry.<UUID, Instant>comparingByValue(Comparator.reverseOrder()))
            .limit(over)
            .map(Map.Entry::getKey)
            .toList();
    return new BounceRate((int) latest.stream().filter(bounces::contains).count(), latest.size());
  }

  public boolean isAbove(int percent, int atLeast) {
    return counted >= atLeast && bounced * 100L > (long) percent * counted;
  }
}
