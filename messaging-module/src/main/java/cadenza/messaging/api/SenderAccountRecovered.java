package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/** A troubled sender account works again, or somebody has seen to it. */
@Externalized("inbox.recovered")
public record SenderAccountRecovered(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID senderAccountId,
    String address,
    AccountSide side)
    implements DomainEvent {}
