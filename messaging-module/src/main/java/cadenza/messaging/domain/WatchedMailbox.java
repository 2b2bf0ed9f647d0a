package cadenza.messaging.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox that this node holds the lease of.
 *
 * @param settings changes whenever the way to reach it changes
 * @param nextLoginAt not to be tried earlier, because the server refused the login; or null
 */
public record WatchedMailbox(
    UUID senderAccountId,
    UUID workspaceId,
    String address,
    String settings,
    @Nullable Instant nextLoginAt) {}
