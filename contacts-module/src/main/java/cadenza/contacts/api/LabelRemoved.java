package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * A contact no longer carries a label. What the label began goes on; a rule that has not run for it
 * yet does not.
 */
@Externalized("contact.unlabeled")
public record LabelRemoved(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID contactId,
    UUID labelId,
    String labelName)
    implements DomainEvent {}
