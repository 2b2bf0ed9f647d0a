package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Nobody may write to this address or domain from now on; queued mail to it is withdrawn.
 *
 * @param address null where a domain is suppressed
 * @param domain null where an address is suppressed
 * @param channel as {@code EMAIL}; null for every channel
 * @param contactId the contact that holds the address, or null
 */
@Externalized("suppression.added")
public record SuppressionAdded(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    @Nullable String address,
    @Nullable String domain,
    @Nullable String channel,
    String reason,
    @Nullable UUID contactId)
    implements DomainEvent {}
