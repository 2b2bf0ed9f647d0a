package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person whom one of our accounts asked to connect has agreed.
 *
 * @param enrollmentId and stepNumber: of the request; null for one outside any sequence
 */
@Externalized("connection_request.accepted")
public record ConnectionRequestAccepted(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    Channel channel,
    UUID senderAccountId,
    UUID contactId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber)
    implements DomainEvent {}
