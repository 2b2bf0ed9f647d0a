package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** An enrollment is over. */
@Externalized("enrollment.finished")
public record EnrollmentFinished(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID enrollmentId,
    UUID sequenceId,
    UUID contactId,
    FinishReason reason)
    implements DomainEvent {}
