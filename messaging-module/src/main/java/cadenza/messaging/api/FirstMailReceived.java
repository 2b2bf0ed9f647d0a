package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person wrote of his own accord; it answers nothing of ours.
 *
 * @param contactId who holds the address, or null
 */
public record FirstMailReceived(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    UUID senderAccountId,
    UUID threadId,
    @Nullable UUID contactId,
    String fromAddress)
    implements DomainEvent {}
