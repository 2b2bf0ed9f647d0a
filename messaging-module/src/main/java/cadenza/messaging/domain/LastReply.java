package cadenza.messaging.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last reply of a conversation, and what it answered. */
public record LastReply(UUID messageId, @Nullable UUID enrollmentId) {}
