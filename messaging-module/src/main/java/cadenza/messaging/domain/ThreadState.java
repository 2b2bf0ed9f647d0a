package cadenza.messaging.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people have made of a conversation. */
public record ThreadState(
    UUID workspaceId,
    UUID id,
    UUID senderAccountId,
    @Nullable UUID contactId,
    @Nullable UUID assigneeId,
    @Nullable Instant snoozedUntil,
    @Nullable Instant closedAt,
    @Nullable String category,
    boolean unread,
    long version) {}
