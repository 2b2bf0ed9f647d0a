package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A machine answered in a person's name. It is no reply and ends nothing.
 *
 * @param messageId the automatic answer
 * @param enrollmentId the enrollment whose message was answered, or null
 * @param returnsOn the first day on which the person is there again, or null where it does not say
 */
@Externalized("auto_reply.received")
public record AutoReplyReceived(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    UUID threadId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    String fromAddress,
    @Nullable LocalDate returnsOn)
    implements DomainEvent {}
