package cadenza.messaging.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What we send from, without its secrets.
 *
 * @param status ACTIVE, PAUSED (by a person) or TROUBLED (the provider refuses us, or was away too
 *     often in a row)
 * @param dailyLimit messages in any 24 hours; null for none
 * @param hourlyLimit messages in any 60 minutes; null for none
 * @param minimumGapMillis between two sends; 0 for none
 * @param sandbox whether mail is captured instead of sent (test workspaces)
 */
public record SenderAccountCard(
    UUID id,
    UUID workspaceId,
    Channel channel,
    String address,
    String displayName,
    String status,
    @Nullable String statusReason,
    @Nullable Integer dailyLimit,
    @Nullable Integer hourlyLimit,
    long minimumGapMillis,
    boolean sandbox,
    Instant createdAt,
    long version) {}
