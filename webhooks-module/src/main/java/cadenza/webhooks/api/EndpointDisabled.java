package cadenza.webhooks.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;

/**
 * An endpoint is told nothing any more, because it said so itself.
 *
 * @param reason {@code gone} for an answer of 410
 */
@Externalized("endpoint.disabled")
public record EndpointDisabled(
    UUID eventId, UUID workspaceId, Instant occurredAt, UUID endpointId, String url, String reason)
    implements DomainEvent {}
