package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recipient wants no more mail of this workspace: his address is suppressed and his enrollments
 * end in the same transaction.
 *
 * @param messageId the message he was written to with, or null where none is known
 */
@Externalized("contact.opted_out")
public record ContactOptedOut(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    @Nullable UUID contactId,
    String address,
    OptOutWay way,
    @Nullable UUID messageId,
    @Nullable UUID enrollmentId)
    implements DomainEvent {}
