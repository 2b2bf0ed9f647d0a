package cadenza.sequences.api;

import java.time.Instant;
import java.util.UUID;

/** A rule as others may read it. */
public record WorkflowCard(
    UUID id,
    UUID workspaceId,
    WorkflowPlan plan,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
