package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server reports that a message of ours did not reach its recipient, after it was taken over.
 *
 * @param messageId the message that bounced
 * @param address where it was written to
 * @param reason as in {@code userunknown} or {@code mailboxfull}
 * @param status enhanced code (RFC 3463); made of the reason where the report has none
 * @param replyCode of the refusing server, or null where it is not told
 * @param diagnostic the server's words; at most 1000 characters
 * @param suppressed whether nobody writes to the address any more because of it
 */
@Externalized("message.bounced")
public record MessageBounced(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    String address,
    BounceClass bounceClass,
    String reason,
    String status,
    @Nullable String replyCode,
    String diagnostic,
    boolean suppressed)
    implements DomainEvent {}
