package cadenza.sequences.api;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a sequence may write.
 *
 * @param zone IANA zone for contacts without one of their own, or null for the workspace's
 * @param windows at least one
 * @param jitterSeconds up to how much later than planned a step leaves, the same at every look
 */
public record CalendarPlan(@Nullable String zone, List<Hours> windows, int jitterSeconds) {
  /**
   * @param from the first moment inside
   * @param to the first moment outside; midnight means the end of the day
   */
  public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}
}
