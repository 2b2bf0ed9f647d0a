package cadenza.contacts.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The address or domain may be written to again.
 *
 * @param address null where a domain is suppressed, and where the address was erased
 * @param domain null where an address is suppressed
 * @param channel null for every channel
 */
@Externalized("suppression.lifted")
public record SuppressionLifted(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    @Nullable String address,
    @Nullable String domain,
    @Nullable String channel)
    implements DomainEvent {}
