package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody followed a link of a mail, and nothing says that a machine did it.
 *
 * @param occurredAt when it was last followed
 * @param url where it leads, as its author wrote it
 * @param firstAt when it was first followed by a person
 * @param clicks how often this link was followed by people until now
 */
@Externalized("message.clicked")
public record LinkClicked(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable UUID contactId,
    UUID threadId,
    String url,
    Instant firstAt,
    long clicks)
    implements DomainEvent {}
