package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody said what an answer means.
 *
 * @param category in lower case, as in {@code meeting_request}; null where it was taken away
 * @param messageId the last reply in it, or null
 * @param enrollmentId what that reply answered, or null
 */
@Externalized("thread.categorized")
public record ThreadCategorized(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID threadId,
    UUID senderAccountId,
    @Nullable UUID contactId,
    @Nullable String category,
    @Nullable String previousCategory,
    @Nullable UUID messageId,
    @Nullable UUID enrollmentId)
    implements DomainEvent {}
