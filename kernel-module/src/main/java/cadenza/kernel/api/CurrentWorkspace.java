package cadenza.kernel.api;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The workspace of the running request; empty while the engine works for all of them. */
@RequestScoped
public class CurrentWorkspace {
  private @Nullable UUID id;

  public Optional<UUID> id() {
    return Optional.ofNullable(id);
  }

  /** Called once, by whatever proved who is asking. */
  public void is(UUID workspaceId) {
    this.id = workspaceId;
  }
}
