package cadenza.messaging.domain;

import java.util.UUID;

/** Names a mail that waits for a match. */
public record UnmatchedKey(UUID workspaceId, UUID messageId) {}
