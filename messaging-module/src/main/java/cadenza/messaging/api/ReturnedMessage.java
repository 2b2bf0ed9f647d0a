package cadenza.messaging.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message that went back to its enrollment; its row is cancelled and its capacity free again. */
public record ReturnedMessage(
    UUID messageId, UUID workspaceId, @Nullable UUID enrollmentId, String reason) {}
