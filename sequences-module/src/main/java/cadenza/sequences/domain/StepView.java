package cadenza.sequences.domain;

import cadenza.contacts.api.Recipient;
import cadenza.messaging.api.SenderCapacity;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * All that the gates look at.
 *
 * @param recipient null when there is no such contact any more
 * @param sequencePauseReason where no person has paused it; for explanations
 * @param recipientFreeAt when there is room again at the recipient's domain; null where there is,
 *     or where it is asked for later
 * @param limitedSince since when, without a break, the account's limits have kept its steps behind;
 *     null when they do not
 */
public record StepView(
    EnrollmentStatus status,
    @Nullable String pauseReason,
    boolean sequencePaused,
    @Nullable String sequencePauseReason,
    @Nullable Instant dueAt,
    Step step,
    @Nullable String exitConditionPrompt,
    SendingCalendar calendar,
    ZoneId zone,
    @Nullable Recipient recipient,
    SenderCapacity.Grant capacity,
    @Nullable Instant recipientFreeAt,
    @Nullable Instant limitedSince,
    Instant now) {}
