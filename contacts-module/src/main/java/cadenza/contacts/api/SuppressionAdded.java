package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Nobody may write to this address from now on; queued mail to it is withdrawn.
 *
 * @param contactId the contact that holds the address, or null
 */
@Externalized("suppression.added")
public record SuppressionAdded(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    String address,
    String reason,
    @Nullable UUID contactId)
    implements DomainEvent {}
