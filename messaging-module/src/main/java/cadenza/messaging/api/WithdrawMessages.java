package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Order: what these enrollments still have queued must not begin. The message row is the stop lock:
 * a message is either withdrawn here or has begun before.
 */
public record WithdrawMessages(
    UUID eventId, UUID workspaceId, Instant occurredAt, List<UUID> enrollmentIds, String reason)
    implements DomainEvent {}
