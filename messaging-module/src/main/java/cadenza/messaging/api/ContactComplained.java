package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recipient called a message spam, and his provider passed it on (RFC 5965). His address is
 * suppressed and what writes to it ends in the same transaction.
 *
 * @param messageId the message complained about
 * @param feedback the type of the feedback, as in {@code abuse}
 */
@Externalized("contact.complained")
public record ContactComplained(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    String address,
    String feedback)
    implements DomainEvent {}
