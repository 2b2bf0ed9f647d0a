package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * A token has asked for what it may not do by itself, and somebody has to decide.
 *
 * @param requestKind as {@code enrollment}
 * @param expiresAt when it is refused by itself
 */
@Externalized("approval.requested")
public record ApprovalRequested(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID approvalId,
    String requestKind,
    UUID tokenId,
    Instant expiresAt)
    implements DomainEvent {}
