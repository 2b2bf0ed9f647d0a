package cadenza.sequences.domain;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key of every row: its tenant and its own id. */
public class WorkspaceKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private @Nullable UUID workspaceId;
  private @Nullable UUID id;

  protected WorkspaceKey() {}

  public WorkspaceKey(UUID workspaceId, UUID id) {
    this.workspaceId = workspaceId;
    this.id = id;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkspaceKey that
        && Objects.equals(workspaceId, that.workspaceId)
        && Objects.equals(id, that.id);
  }

  @Override
  public int hashCode() {
    return Objects.hash(workspaceId, id);
  }
}
