package cadenza.sequences.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An enrollment as others may read it.
 *
 * @param status ACTIVE, SENDING, PAUSED, AWAITING_TASK or FINISHED
 * @param stepNumber the step that is due or on its way, from 1; the last one when it is over
 * @param nextAt when the step is due, or null while none is planned
 * @param subject what the subject of that step will be, where it is known
 * @param messageInFlight the message that has been handed over and not settled, or null
 * @param exitCondition {@code not_judged: assistant.not_configured} where a condition is stored
 */
public record EnrollmentCard(
    UUID id,
    UUID workspaceId,
    UUID sequenceId,
    int versionNumber,
    boolean adHoc,
    UUID contactId,
    UUID senderAccountId,
    String status,
    @Nullable FinishReason finishReason,
    @Nullable String pauseReason,
    @Nullable String heldReason,
    @Nullable String blockedReason,
    int stepNumber,
    int stepCount,
    @Nullable Instant nextAt,
    @Nullable String subject,
    boolean exitOnReply,
    @Nullable String exitCondition,
    @Nullable EnrollmentSource source,
    @Nullable UUID threadId,
    @Nullable UUID messageInFlight,
    Instant enrolledAt,
    @Nullable Instant lastSentAt,
    @Nullable Instant finishedAt) {}
