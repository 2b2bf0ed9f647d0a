package cadenza.webhooks.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery has failed for the last time that was planned; it goes out again only by hand. There
 * is none about a delivery of such an event.
 *
 * @param toldEventId what the delivery tells of
 * @param toldEventType in the words of the endpoint's format
 * @param responseStatus of the last answer, or null when there was none
 */
@Externalized("message.attempt.exhausted")
public record DeliveryExhausted(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID endpointId,
    UUID deliveryId,
    UUID toldEventId,
    String toldEventType,
    int attempts,
    @Nullable Integer responseStatus)
    implements DomainEvent {}
