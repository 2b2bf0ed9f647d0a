package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** Order: a test workspace shall have this sender account, whose mail is captured. */
public record OpenSandboxAccount(
    UUID eventId, UUID workspaceId, Instant occurredAt, UUID senderAccountId, String address)
    implements DomainEvent {}
