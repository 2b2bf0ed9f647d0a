package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/**
 * What a workspace decides about all of its mail.
 *
 * @param listUnsubscribe whether the mails of sequences carry List-Unsubscribe (RFC 8058)
 * @param dailyLimit mails of all its accounts in any 24 hours; null for none
 * @param recipientDomainDailyLimit mails to one recipient domain in any 24 hours; null for none
 * @param recipientDomainHourlyLimit mails to one recipient domain in any 60 minutes; null for none
 */
public record MailSettingsPlan(
    boolean listUnsubscribe,
    @Nullable Integer dailyLimit,
    @Nullable Integer recipientDomainDailyLimit,
    @Nullable Integer recipientDomainHourlyLimit) {}
