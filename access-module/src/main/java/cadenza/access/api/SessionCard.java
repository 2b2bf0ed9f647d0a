package cadenza.access.api;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who logged in.
 *
 * @param expiresAt when it ends even if it is used; it ends earlier when it is not
 */
public record SessionCard(UUID id, UUID workspaceId, UserCard user, Instant expiresAt) {}
