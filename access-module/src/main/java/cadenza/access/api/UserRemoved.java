package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** A person has left the workspace. */
public record UserRemoved(UUID eventId, UUID workspaceId, Instant occurredAt, UUID userId)
    implements DomainEvent {}
