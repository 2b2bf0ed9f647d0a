package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** Order: all that was due on the way has been run; the clock has reached its target. */
public record EndTestClockMove(UUID eventId, UUID workspaceId, Instant occurredAt)
    implements DomainEvent {}
