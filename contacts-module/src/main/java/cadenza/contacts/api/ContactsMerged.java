package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * Two contacts were one person: what was of the merged one belongs to the one that is kept.
 *
 * @param contactId the one that is kept
 */
@Externalized("contact.merged")
public record ContactsMerged(
    UUID eventId, UUID workspaceId, Instant occurredAt, UUID contactId, UUID mergedContactId)
    implements DomainEvent {}
