package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Personal data of a contact goes: whoever keeps some removes it in this transaction, or notes it
 * there and removes it soon. Fired after {@link ContactDeleted}, so nothing of the contact runs.
 * Stays inside, because it names what shall be forgotten.
 *
 * @param alsoKnownAs ids that were merged into this one
 * @param addresses its e-mail addresses in lower case
 */
public record ContactErased(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID contactId,
    List<UUID> alsoKnownAs,
    List<String> addresses)
    implements DomainEvent {}
