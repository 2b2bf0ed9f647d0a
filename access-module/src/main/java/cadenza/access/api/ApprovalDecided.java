package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * A request was approved, and it is done, or it was refused, or nobody said anything in time.
 *
 * @param requestKind as {@code enrollment}
 * @param decision {@code approved}, {@code refused} or {@code expired}
 * @param tokenId who asked
 */
@Externalized("approval.decided")
public record ApprovalDecided(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID approvalId,
    String requestKind,
    String decision,
    UUID tokenId)
    implements DomainEvent {}
