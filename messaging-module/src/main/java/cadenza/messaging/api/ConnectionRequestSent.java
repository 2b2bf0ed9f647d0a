package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person was asked to connect with one of our accounts.
 *
 * @param note the words that went with it; null for none
 * @param enrollmentId and stepNumber: null for a request outside any sequence
 */
@Externalized("connection_request.sent")
public record ConnectionRequestSent(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    Channel channel,
    UUID senderAccountId,
    UUID contactId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable String note)
    implements DomainEvent {}
