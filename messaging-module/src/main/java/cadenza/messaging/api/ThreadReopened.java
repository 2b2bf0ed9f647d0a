package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A closed conversation goes on.
 *
 * @param byMessage whether the other side wrote; else one of ours opened it
 */
@Externalized("thread.reopened")
public record ThreadReopened(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID threadId,
    UUID senderAccountId,
    @Nullable UUID contactId,
    boolean byMessage)
    implements DomainEvent {}
