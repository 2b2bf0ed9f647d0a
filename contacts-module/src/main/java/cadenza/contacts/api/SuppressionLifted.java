package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** The address may be written to again. */
@Externalized("suppression.lifted")
public record SuppressionLifted(UUID eventId, UUID workspaceId, Instant occurredAt, String address)
    implements DomainEvent {}
