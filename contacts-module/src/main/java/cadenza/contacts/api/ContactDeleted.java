package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * A contact is no longer there, and is not written to again.
 *
 * @param erased whether what was said to and by the person goes as well; then {@link ContactErased}
 *     is fired too
 */
@Externalized("contact.deleted")
public record ContactDeleted(
    UUID eventId, UUID workspaceId, Instant occurredAt, UUID contactId, boolean erased)
    implements DomainEvent {}
