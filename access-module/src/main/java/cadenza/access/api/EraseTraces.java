package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Order: what is kept here of requests and their answers no longer mentions any of these.
 *
 * @param mentions ids as they stand on the wire, and addresses in lower case
 */
public record EraseTraces(UUID eventId, UUID workspaceId, Instant occurredAt, List<String> mentions)
    implements DomainEvent {}
