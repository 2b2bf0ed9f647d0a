package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation is somebody's to care for, or nobody's any more.
 *
 * @param assigneeId null where it is nobody's
 */
@Externalized("thread.assigned")
public record ThreadAssigned(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID threadId,
    UUID senderAccountId,
    @Nullable UUID contactId,
    @Nullable UUID assigneeId,
    @Nullable UUID previousAssigneeId)
    implements DomainEvent {}
