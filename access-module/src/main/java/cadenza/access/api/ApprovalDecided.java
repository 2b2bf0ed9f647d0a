package cadenza.access.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody has approved a request, and it is done, or refused it.
 *
 * @param requestKind as {@code enrollment}
 * @param decision {@code approved} or {@code refused}
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
