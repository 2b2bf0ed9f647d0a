package cadenza.contacts.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who nobody may write to, or might not.
 *
 * @param kind {@code ADDRESS}, {@code DOMAIN} or {@code CHANNEL}
 * @param address in its normal form; null for a domain, and once it was erased
 * @param domain null for an address
 * @param channel the only one it holds for, as {@code EMAIL}; null unless the kind is {@code
 *     CHANNEL}
 * @param expiresAt in force before this; null without end
 * @param liftedAt since when it is not in force any more, or null
 */
public record SuppressionCard(
    UUID id,
    String kind,
    @Nullable String address,
    @Nullable String domain,
    @Nullable String channel,
    String reason,
    @Nullable String evidence,
    Instant since,
    @Nullable Instant expiresAt,
    @Nullable Instant liftedAt,
    @Nullable String liftedBy,
    @Nullable String liftEvidence) {}
