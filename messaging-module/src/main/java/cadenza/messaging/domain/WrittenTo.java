package cadenza.messaging.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom an outbound message was written to. */
public record WrittenTo(
    UUID workspaceId,
    UUID messageId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    String address) {}
