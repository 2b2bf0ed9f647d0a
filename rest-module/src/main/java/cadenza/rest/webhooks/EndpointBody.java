package cadenza.rest.webhooks;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.EndpointCard;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint.
 *
 * @param eventTypes {@code ["*"]} for everything
 * @param disabledReason {@code by_hand} or {@code gone}
 * @param secret shown only in the answer that made the endpoint
 */
@Schema(name = "WebhookEndpoint")
public record EndpointBody(
    String id,
    String url,
    @Nullable String description,
    String format,
    List<String> eventTypes,
    boolean enabled,
    @Nullable String disabledReason,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String secret) {
  static EndpointBody of(EndpointCard card, @Nullable String secret) {
    return new EndpointBody(
        Ids.wire("whe", card.id()),
        card.url(),
        card.description(),
        card.format(),
        Objects.requireNonNullElse(card.eventTypes(), List.of("*")),
        card.status().equals("ENABLED"),
        card.statusReason(),
        card.createdAt(),
        card.updatedAt(),
        secret);
  }
}
