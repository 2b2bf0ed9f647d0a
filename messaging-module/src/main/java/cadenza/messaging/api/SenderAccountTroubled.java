package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * A sender account does not work any more. Told once, until it has recovered.
 *
 * @param reason in the provider's words where it said any
 * @param loginRefused whether the provider lets us in no more; otherwise it is away, or refuses
 *     what is sent
 */
@Externalized("inbox.troubled")
public record SenderAccountTroubled(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID senderAccountId,
    String address,
    AccountSide side,
    String reason,
    boolean loginRefused)
    implements DomainEvent {}
