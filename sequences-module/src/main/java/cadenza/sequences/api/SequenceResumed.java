package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** A sequence that somebody paused, or a guard stopped, goes on. */
@Externalized("sequence.resumed")
public record SequenceResumed(
    UUID eventId, UUID workspaceId, Instant occurredAt, UUID sequenceId, String name)
    implements DomainEvent {}
