package cadenza.access.api;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, as the token proved it.
 *
 * @param boundInbox the one sender account this token may use, or null for any of the workspace
 */
public record Caller(
    UUID workspaceId, UUID tokenId, Set<String> scopes, @Nullable UUID boundInbox) {}
