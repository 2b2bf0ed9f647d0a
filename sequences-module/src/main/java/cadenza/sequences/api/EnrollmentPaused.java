package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** An enrollment rests until somebody resumes it. */
@Externalized("enrollment.paused")
public record EnrollmentPaused(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID enrollmentId,
    UUID sequenceId,
    UUID contactId,
    String reason)
    implements DomainEvent {}
