package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** Order: the clock of a test workspace shall stand at this due instant on its way; never back. */
public record PutTestClock(UUID eventId, UUID workspaceId, Instant occurredAt, Instant to)
    implements DomainEvent {}
