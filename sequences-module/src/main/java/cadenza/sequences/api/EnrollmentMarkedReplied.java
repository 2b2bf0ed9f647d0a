package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** Somebody said that the person has answered, elsewhere than we can see; the enrollment ends. */
@Externalized("enrollment.marked_replied")
public record EnrollmentMarkedReplied(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID enrollmentId,
    UUID sequenceId,
    UUID contactId,
    UUID senderAccountId)
    implements DomainEvent {}
