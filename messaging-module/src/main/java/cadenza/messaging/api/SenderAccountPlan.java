package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/**
 * A mailbox as somebody wants it connected.
 *
 * @param provider whose servers and limits count where nothing else is said; null for any other
 * @param oauth how access tokens are got for both servers; null where passwords are said
 * @param dailyLimit and {@code hourlyLimit}: messages in any 24 hours and 60 minutes; null for none
 * @param minimumGapMillis between two sends; 0 for none
 * @param rampUp how the daily limit rises up to what it is; null when it does not
 * @param verp whether the envelope's sender names the message, so that a bounce does
 * @param imap null when replies are not read
 */
public record SenderAccountPlan(
    String address,
    String displayName,
    @Nullable String provider,
    @Nullable MailServerSettings smtp,
    @Nullable MailServerSettings imap,
    @Nullable OauthSettings oauth,
    @Nullable Integer dailyLimit,
    @Nullable Integer hourlyLimit,
    long minimumGapMillis,
    @Nullable RampUp rampUp,
    boolean verp) {}
