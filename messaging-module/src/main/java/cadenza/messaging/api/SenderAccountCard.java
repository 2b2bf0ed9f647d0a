package cadenza.messaging.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What we send from, without its secrets.
 *
 * @param status ACTIVE, PAUSED (by a person) or TROUBLED (the provider refuses us, or was away too
 *     often in a row)
 * @param provider in the words of the interface, such as {@code google_workspace}; null for others
 * @param dailyLimit messages in any 24 hours; null for none
 * @param hourlyLimit messages in any 60 minutes; null for none
 * @param minimumGapMillis between two sends; 0 for none
 * @param rampUp how the daily limit rises up to what it is, from {@code rampSince} on; null when it
 *     does not
 * @param verp whether the envelope's sender names the message
 * @param sandbox whether mail is captured instead of sent (test workspaces)
 */
public record SenderAccountCard(
    UUID id,
    UUID workspaceId,
    Channel channel,
    String address,
    String displayName,
    @Nullable String provider,
    String status,
    @Nullable String statusReason,
    @Nullable Integer dailyLimit,
    @Nullable Integer hourlyLimit,
    long minimumGapMillis,
    @Nullable RampUp rampUp,
    @Nullable Instant rampSince,
    boolean verp,
    boolean sandbox,
    Instant createdAt,
    long version) {
  /** What the daily limit comes to at an instant; null for none. */
  public @Nullable Integer dailyLimitAt(Instant now) {
    return dailyLimit == null || rampUp == null || rampSince == null
        ? dailyLimit
        : Integer.valueOf(rampUp.limitAt(dailyLimit, rampSince, now));
  }
}
