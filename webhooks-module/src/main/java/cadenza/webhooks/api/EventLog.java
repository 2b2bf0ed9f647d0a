package cadenza.webhooks.api;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What happened in a workspace, by number: rising, gapless, never given twice. */
public interface EventLog {
  /**
   * @param envelope JSON, byte for byte as endpoints are told
   */
  record LoggedEvent(long sequence, UUID id, String type, String envelope) {}

  /**
   * What was found.
   *
   * @param oldest the first number that has not been deleted, or else the next one to be given
   * @param lookedThrough up to this number there are none but these
   */
  record Part(List<LoggedEvent> events, long oldest, long lookedThrough) {
    /** Whether some of what came after that number is deleted, and so may be missing here. */
    public boolean isGone(long after) {
      return after > 0 && after + 1 < oldest;
    }
  }

  /**
   * The next events, in the order of their numbers.
   *
   * @param after the last number already known, 0 for what is oldest
   * @param types the only ones that are wanted, none for all
   */
  Part after(UUID workspaceId, long after, Set<String> types, int limit);

  /** The last number given; 0 before the first. */
  long last(UUID workspaceId);
}
