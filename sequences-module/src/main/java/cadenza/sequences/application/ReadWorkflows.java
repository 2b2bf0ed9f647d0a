package cadenza.sequences.application;

import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Workflows;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which rules there are. */
@UseCase
public class ReadWorkflows {
  private static final int LOOKED_AT = 1_000;

  @Inject Workflows workflows;

  public Optional<WorkflowCard> find(UUID workspaceId, UUID id) {
    return workflows.withId(workspaceId, id);
  }

  /** Newest first. */
  public Page<WorkflowCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var rows = workflows.page(workspaceId, after, limit + 1);
    return Page.of(rows, limit, rule -> rule.id().toString());
  }

  /** Those of one workspace with something to do. */
  List<Enrollments.Key> waitingIn(UUID workspaceId) {
    return workflows.waitingIn(workspaceId);
  }

  /** Some of those with something to do, of all workspaces. */
  List<Enrollments.Key> waiting() {
    return workflows.waiting(LOOKED_AT);
  }
}
