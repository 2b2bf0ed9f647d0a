package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/**
 * A mailbox as somebody wants it connected.
 *
 * @param dailyLimit and {@code hourlyLimit}: messages in any 24 hours and 60 minutes; null for none
 * @param minimumGapMillis between two sends; 0 for none
 * @param rampUp how the daily limit rises up to what it is; null when it does not
 * @param imap null when replies are not read
 */
public record SenderAccountPlan(
    String address,
    String displayName,
    @Nullable MailServerSettings smtp,
    @Nullable MailServerSettings imap,
    @Nullable Integer dailyLimit,
    @Nullable Integer hourlyLimit,
    long minimumGapMillis,
    @Nullable RampUp rampUp) {}
