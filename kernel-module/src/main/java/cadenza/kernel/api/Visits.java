package cadenza.kernel.api;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets a request work for a while in a workspace that is not its own but belongs to it: one that it
 * has just opened, or a test workspace whose clock it moves. The database then shows the rows of
 * that workspace and hides those of its own.
 */
public interface Visits {
  /**
   * @param workspaceId known to belong to the caller; nothing here proves it
   */
  <T> T in(UUID workspaceId, Supplier<T> work);
}
