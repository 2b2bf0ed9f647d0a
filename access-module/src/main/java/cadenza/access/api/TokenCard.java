package cadenza.access.api;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as its workspace may see it: never its value.
 *
 * @param prefix the first 12 characters of the value
 * @param allScopes whether it has every scope, those of a later version included
 * @param inboxId the one sender account it may use, or null for any
 * @param rate requests a second, or null for those of the configuration
 * @param requiresApproval whether what lets mail go waits until somebody else approves it
 * @param lastUsedAt exact to the minute
 */
public record TokenCard(
    UUID id,
    String label,
    String prefix,
    Set<String> scopes,
    boolean allScopes,
    @Nullable UUID inboxId,
    @Nullable Integer rate,
    boolean requiresApproval,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
