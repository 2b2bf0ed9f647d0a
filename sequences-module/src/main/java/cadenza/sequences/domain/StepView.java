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
 * @param backlog whether the account's limits kept it behind, which excuses its lateness
 */
public record StepView(
    EnrollmentStatus status,
    @Nullable String pauseReason,
    boolean sequencePaused,
    @Nullable Instant dueAt,
    Step step,
    @Nullable String exitConditionPrompt,
    SendingCalendar calendar,
    ZoneId zone,
    @Nullable Recipient recipient,
    SenderCapacity.Grant capacity,
    boolean backlog,
    Instant now) {}
