package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call with a person is over, however it ended.
 *
 * @param callSid the provider's name of it
 * @param status COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED or IN_PROGRESS
 * @param durationSeconds 0 where nobody answered
 * @param resolution what the caller made of it, as in {@code POSITIVE}, {@code FOLLOW_UP} or {@code
 *     VOICEMAIL}; null while nobody has said
 * @param enrollmentId and stepNumber: null for a call outside any sequence
 */
@Externalized("call.ended")
public record CallEnded(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID contactId,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    String callSid,
    String fromNumber,
    CallStatus status,
    int durationSeconds,
    @Nullable String resolution)
    implements DomainEvent {}
