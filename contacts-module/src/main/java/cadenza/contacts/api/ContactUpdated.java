package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** What is known of a person changed. */
@Externalized("contact.updated")
public record ContactUpdated(UUID eventId, UUID workspaceId, Instant occurredAt, UUID contactId)
    implements DomainEvent {}
