package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person answered.
 *
 * @param occurredAt when it was processed (business time of the workspace)
 * @param contactId the contact written to in the thread, or who holds the address; null if neither
 * @param enrollmentId the enrollment whose message was answered, or null
 */
@Externalized("reply.received")
public record ReplyReceived(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    Channel channel,
    UUID senderAccountId,
    UUID threadId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    String fromAddress,
    String subject)
    implements DomainEvent {}
