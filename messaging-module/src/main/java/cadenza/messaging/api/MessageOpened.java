package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail was shown to somebody, as far as that can be told: its picture was fetched, and nothing
 * says that a machine did it. Weak evidence: many mail programs fetch no pictures, some fetch all.
 *
 * @param occurredAt when it was last fetched
 * @param firstAt when it was first fetched by a person
 * @param opens how often it was fetched by people until now
 */
@Externalized("message.opened")
public record MessageOpened(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable UUID contactId,
    UUID threadId,
    Instant firstAt,
    long opens)
    implements DomainEvent {}
