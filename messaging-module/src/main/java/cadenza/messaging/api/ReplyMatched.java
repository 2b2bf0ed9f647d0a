package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says what a mail answers that was told of as a {@link ReplyReceived} when it came: it
 * ends what it answers, and the world is not told of it again.
 *
 * @param occurredAt when it was said (business time of the workspace)
 * @param contactId the contact whose mail it is now, if that is known
 * @param enrollmentId the enrollment whose message it answers, or null
 */
public record ReplyMatched(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    UUID threadId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId)
    implements DomainEvent {}
