package cadenza.messaging.domain;

import cadenza.messaging.api.SenderCapacity.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace may still send in its day, from all of its accounts.
 *
 * @param open queued, begun, or of unknown outcome within the day: it may be sent at any instant
 * @param oldest when the earliest send of the last 24 hours was
 */
public record WorkspaceRoom(int limit, long open, long sent, @Nullable Instant oldest) {
  /** Why an account that had room got less. */
  public static final String LIMIT = "workspace_limit";

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration SOON = Duration.ofSeconds(5);

  public long free() {
    return Math.max(0, limit - sent - open);
  }

  /** When asking again makes sense; null when only a person can change it. */
  public @Nullable Instant nextAt(Instant now) {
    if (limit == 0) {
      return null;
    }
    return oldest == null ? now.plus(SOON) : oldest.plus(DAY);
  }

  /** What there is, shared out evenly; where it is little, one account after the other has it. */
  public List<Grant> shared(List<Grant> grants, Instant now) {
    var turns = new ArrayList<>(grants);
    Collections.rotate(turns, Math.floorMod(now.getEpochSecond(), turns.size()));
    turns.sort(Comparator.comparingInt(Grant::granted));
    var shared = new ArrayList<Grant>(turns.size());
    long left = free();
    for (int i = 0; i < turns.size(); i++) {
      var grant = turns.get(i);
      long share = left == 0 ? 0 : Math.max(1, left / (turns.size() - i));
      var given = bounded(grant, share, now);
      left -= given.granted();
      shared.add(given);
    }
    return shared;
  }

  private Grant bounded(Grant grant, long share, Instant now) {
    return grant.granted() <= share
        ? grant
        : new Grant(grant.senderAccountId(), (int) share, nextAt(now), LIMIT);
  }
}
