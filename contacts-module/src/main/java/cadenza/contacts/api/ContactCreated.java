package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person entered the workspace. */
@Externalized("contact.created")
public record ContactCreated(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID contactId,
    String fullName,
    @Nullable String emailAddress)
    implements DomainEvent {}
