package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** Somebody paused a sequence: nothing of it is sent until somebody resumes it. */
@Externalized("sequence.paused")
public record SequencePaused(
    UUID eventId, UUID workspaceId, Instant occurredAt, UUID sequenceId, String name)
    implements DomainEvent {}
