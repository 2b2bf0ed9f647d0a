package cadenza.contacts.application;

import cadenza.contacts.domain.ContactImports.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Works on imports, piece by piece. Each workspace has a few lanes on a node, whatever it imports,
 * and each lane does one piece at its turn: who sends a large file holds up nobody else.
 */
@ApplicationScoped
public class ImportRuns {
  private static final System.Logger LOG = System.getLogger(ImportRuns.class.getName());

  /** How many pieces of a workspace this node has under way. */
  private static final int LANES = 2;

  /** A place at the work on the imports of one workspace. */
  public record Lane(UUID workspaceId, int number) {}

  private final Set<Lane> taken = ConcurrentHashMap.newKeySet();

  @Inject ImportPieces pieces;

  /** The lanes of a workspace that were free; they are the caller's until their {@link #turn}. */
  public List<Lane> take(UUID workspaceId) {
    var free = new ArrayList<Lane>(LANES);
    for (int i = 0; i < LANES; i++) {
      var lane = new Lane(workspaceId, i);
      if (taken.add(lane)) {
        free.add(lane);
      }
    }
    return free;
  }

  /** Nobody is at it any more. */
  public void free(Lane lane) {
    taken.remove(lane);
  }

  /**
   * One piece of the oldest import that has one left, and can be worked on.
   *
   * @return whether there may be more; otherwise the lane is free again
   */
  public boolean turn(Lane lane) {
    boolean more = false;
    try {
      more = advance(lane.workspaceId());
    } finally {
      if (!more) {
        free(lane);
      }
    }
    return more;
  }

  private boolean advance(UUID workspaceId) {
    for (var of : pieces.open(workspaceId)) {
      try {
        if (pieces.advance(of)) {
          return true;
        }
      } catch (RuntimeException why) {
        note(of, why); // the next import does not wait for this one
      }
    }
    return false;
  }

  /** A database that takes no note of it either leaves the import as it was. */
  private void note(Key of, RuntimeException why) {
    try {
      pieces.failed(of, why);
    } catch (RuntimeException again) {
      LOG.log(System.Logger.Level.WARNING, "Import " + of.id() + " could not go on", again);
    }
  }

  /** Workspaces in which something is left, by a crash here or on another node, or goes on. */
  public List<UUID> open() {
    return pieces.open();
  }
}
