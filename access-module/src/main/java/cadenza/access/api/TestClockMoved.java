package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** The clock of a test workspace shall run to a new instant; sequences moves it, due by due. */
public record TestClockMoved(UUID eventId, UUID workspaceId, Instant occurredAt, Instant target)
    implements DomainEvent {}
