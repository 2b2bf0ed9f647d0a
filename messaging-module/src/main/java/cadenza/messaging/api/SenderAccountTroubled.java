package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * A sender account does not work any more. Told once, until it has recovered.
 *
 * @param reason in the provider's words where it said any
 */
@Externalized("inbox.troubled")
public record SenderAccountTroubled(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID senderAccountId,
    String address,
    AccountSide side,
    String reason)
    implements DomainEvent {}
