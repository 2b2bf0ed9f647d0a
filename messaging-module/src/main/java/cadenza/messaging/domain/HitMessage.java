package cadenza.messaging.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was asked for, as counting needs it.
 *
 * @param acceptedAt when the server took it, or may have; null while it is on its way
 * @param html as its author wrote it; only of messages whose links were followed
 */
public record HitMessage(
    UUID id,
    UUID workspaceId,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable UUID contactId,
    UUID threadId,
    @Nullable Instant acceptedAt,
    @Nullable Instant trappedAt,
    @Nullable String html) {}
