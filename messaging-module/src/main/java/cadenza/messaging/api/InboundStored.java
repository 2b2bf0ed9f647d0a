package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something other than a reply came in and was stored; it stops nothing.
 *
 * @param kind AUTO_REPLY, BOUNCE, COMPLAINT, RECEIPT, LIST or OTHER
 */
@Externalized("message.received")
public record InboundStored(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    UUID threadId,
    String kind,
    @Nullable UUID enrollmentId)
    implements DomainEvent {}
