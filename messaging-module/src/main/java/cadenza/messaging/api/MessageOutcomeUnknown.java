package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nobody knows whether the provider took a message over; it is not said again by itself. */
@Externalized("message.outcome_unknown")
public record MessageOutcomeUnknown(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber)
    implements DomainEvent {}
