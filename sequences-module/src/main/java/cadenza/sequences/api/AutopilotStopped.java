package cadenza.sequences.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * A sequence was stopped by a guard and not by a person; it rests until a person resumes it.
 *
 * @param reason {@code bounce_rate}
 * @param bouncedMessages how many of its last messages bounced hard
 * @param countedMessages how many these were
 */
@Externalized("sequence.autopilot_stopped")
public record AutopilotStopped(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID sequenceId,
    String name,
    String reason,
    int bouncedMessages,
    int countedMessages)
    implements DomainEvent {}
