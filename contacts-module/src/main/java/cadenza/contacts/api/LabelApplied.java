package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** A contact carries a label that it did not carry before. */
@Externalized("contact.labeled")
public record LabelApplied(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID contactId,
    UUID labelId,
    String labelName)
    implements DomainEvent {}
