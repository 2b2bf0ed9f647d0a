package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody is done with a conversation. */
@Externalized("thread.closed")
public record ThreadClosed(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID threadId,
    UUID senderAccountId,
    @Nullable UUID contactId)
    implements DomainEvent {}
