package cadenza.sequences.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A published version, ready to be walked: parsed once, immutable, kept in memory by every node.
 *
 * @param zone for contacts without one of their own, or null for the workspace's
 */
public record Plan(
    UUID versionId,
    UUID workspaceId,
    UUID sequenceId,
    int number,
    boolean exitOnReply,
    boolean track,
    @Nullable String exitConditionPrompt,
    @Nullable ZoneId zone,
    SendingCalendar calendar,
    List<Step> steps) {

  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * @param number from 1
   */
  public Step step(int number) {
    return steps.get(number - 1);
  }

  /** About how much memory it takes, in characters. */
  public int weight() {
    return steps.stream().mapToInt(Step::weight).sum();
  }

  public boolean endsAfter(int number) {
    return number >= steps.size();
  }

  /** The zone of local times: the contact's own, the sequence's, the workspace's. */
  public ZoneId zoneFor(@Nullable String contactZone, ZoneId workspaceZone) {
    if (calendar.hasWindows() || zone != null) {
      var own = zoneOf(contactZone);
      if (own != null) {
        return own;
      }
    }
    return zone != null ? zone : workspaceZone;
  }

  /** A zone that tzdata does not know counts as none: it never stops a step. */
  private static @Nullable ZoneId zoneOf(@Nullable String name) {
    if (name == null || !ZoneId.getAvailableZoneIds().contains(name)) {
      return null;
    }
    return ZoneId.of(name);
  }

  /** When a step leaves whose predecessor left at {@code from}. */
  public Instant dueAfter(Instant from, int number, ZoneId zone, UUID enrollmentId) {
    return calendar.slot(
        calendar.after(from, step(number).delay(), zone), zone, enrollmentId, number);
  }

  /** When a step leaves whose time passed while it could not. */
  public Instant dueAgain(Instant missed, Instant now, int number, ZoneId zone, UUID enrollmentId) {
    return calendar.slot(
        calendar.again(missed, step(number).delay(), now, zone), zone, enrollmentId, number);
  }

  /** Whether a due time depends on where the contact lives. */
  public boolean asksForContactZone() {
    return calendar.hasWindows() || zone != null;
  }
}
