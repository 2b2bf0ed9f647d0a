package cadenza.contacts.application;

import cadenza.contacts.domain.ContactImports.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Works on imports, piece by piece, on a few pieces of each at once. */
@ApplicationScoped
public class ImportRuns {
  private static final System.Logger LOG = System.getLogger(ImportRuns.class.getName());

  /** How many pieces of an import this node has under way. */
  public static final int LANES = 2;

  private record Lane(UUID importId, int number) {}

  private final Set<Lane> running = ConcurrentHashMap.newKeySet();

  @Inject ImportPieces pieces;

  /**
   * Goes on until nothing is left of the import that nobody works on.
   *
   * @param lane from 0, less than {@link #LANES}
   */
  public void run(UUID workspaceId, UUID importId, int lane) {
    var mine = new Lane(importId, lane);
    if (!running.add(mine)) {
      return;
    }
    var of = new Key(workspaceId, importId);
    try {
      while (pieces.advance(of)) {
        // each piece is a transaction of its own
      }
    } catch (RuntimeException why) {
      note(of, why);
    } finally {
      running.remove(mine);
    }
  }

  /** A database that takes no note of it either leaves the import as it was. */
  private void note(Key of, RuntimeException why) {
    try {
      pieces.failed(of, why);
    } catch (RuntimeException again) {
      LOG.log(System.Logger.Level.WARNING, "Import " + of.id() + " could not go on", again);
    }
  }

  /** What a crash, here or on another node, has left on its way, and what goes on here. */
  public List<Key> open() {
    return pieces.open();
  }
}
