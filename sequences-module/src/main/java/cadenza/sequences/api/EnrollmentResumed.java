package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** An enrollment goes on. */
@Externalized("enrollment.resumed")
public record EnrollmentResumed(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID enrollmentId,
    UUID sequenceId,
    UUID contactId)
    implements DomainEvent {}
