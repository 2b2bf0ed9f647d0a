package cadenza.webhooks.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint is told nothing any more, because it said so itself or failed for long.
 *
 * @param reason {@code gone} for an answer of 410, {@code failing} where nothing has succeeded for
 *     days
 * @param failingSince the first failure after its last success, where it was {@code failing}
 */
@Externalized("endpoint.disabled")
public record EndpointDisabled(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID endpointId,
    String url,
    String reason,
    @Nullable Instant failingSince)
    implements DomainEvent {}
