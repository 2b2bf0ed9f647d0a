package cadenza.contacts.application;

import cadenza.contacts.domain.ContactImports.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Works on imports, piece by piece; each import once on this node. */
@ApplicationScoped
public class ImportRuns {
  private static final System.Logger LOG = System.getLogger(ImportRuns.class.getName());

  private final Set<UUID> running = ConcurrentHashMap.newKeySet();

  @Inject ImportPieces pieces;

  /** Goes on until the import is over, or another node has it. */
  public void run(UUID workspaceId, UUID importId) {
    if (!running.add(importId)) {
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
      running.remove(importId);
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
