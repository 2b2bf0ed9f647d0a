package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** A contact entered a sequence. */
@Externalized("enrollment.started")
public record EnrollmentStarted(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID enrollmentId,
    UUID sequenceId,
    UUID contactId)
    implements DomainEvent {}
