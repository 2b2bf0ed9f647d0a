package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The provider took a message over.
 *
 * @param occurredAt when it was accepted
 * @param enrollmentId and stepNumber: null for a message outside any sequence
 * @param rfcMessageId the Message-ID header, in angle brackets
 */
@Externalized("message.sent")
public record MessageSent(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    Channel channel,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable UUID contactId,
    UUID threadId,
    String toAddress,
    String subject,
    String rfcMessageId)
    implements DomainEvent {}
