package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** A version of a sequence became the one that new enrollments follow. */
@Externalized("sequence.published")
public record SequencePublished(
    UUID eventId, UUID workspaceId, Instant occurredAt, UUID sequenceId, int version, String name)
    implements DomainEvent {}
