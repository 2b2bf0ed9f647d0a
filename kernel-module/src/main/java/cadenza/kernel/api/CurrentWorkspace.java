package cadenza.kernel.api;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf the running request works: a workspace's, the engine's for all of them, or, until
 * somebody has said so, nobody's, who sees no row.
 */
@RequestScoped
public class CurrentWorkspace {
  private @Nullable UUID id;
  private boolean engine;

  public Optional<UUID> id() {
    return Optional.ofNullable(id);
  }

  /** Whether the engine works for all workspaces; see {@link EngineWork}. */
  public boolean isEngine() {
    return engine;
  }

  /** Called once, by whatever proved who is asking. */
  public void is(UUID workspaceId) {
    this.id = workspaceId;
    this.engine = false;
  }

  /** The kernel's own: begins or ends {@link EngineWork}; nothing for a workspace's request. */
  public void engineWorks(boolean works) {
    this.engine = works && id == null;
  }
}
