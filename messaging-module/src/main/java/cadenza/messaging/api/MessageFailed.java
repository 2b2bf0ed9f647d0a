package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message will never leave.
 *
 * @param bounced whether the provider refused the recipient (a synchronous hard bounce)
 * @param reason the provider's words, shortened
 */
@Externalized("message.failed")
public record MessageFailed(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    Channel channel,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable UUID contactId,
    String toAddress,
    boolean bounced,
    String reason)
    implements DomainEvent {}
