package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * Order: there shall be a contact with this address. Nothing changes where one exists; ask {@link
 * ContactDirectory#idOf} afterwards.
 */
public record EnsureContact(
    UUID eventId, UUID workspaceId, Instant occurredAt, String address, String fullName)
    implements DomainEvent {}
