package cadenza.rest.webhooks;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.EndpointCard;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint.
 *
 * @param eventTypes {@code ["*"]} for everything
 * @param disabledReason {@code by_hand}, {@code gone} or {@code failing}
 * @param failingSince the first failure after the last success; absent while it is well
 * @param headerNames of your own headers; their values are not shown
 * @param secret shown only in the answer that made the endpoint
 */
@Schema(name = "WebhookEndpoint")
public record EndpointBody(
    String id,
    String url,
    @Nullable String description,
    String format,
    @Schema(
            type = SchemaType.OBJECT,
            additionalProperties = Object.class,
            description = "what it chose of what its format lets an endpoint choose")
        JsonObject options,
    List<String> eventTypes,
    boolean enabled,
    @Nullable String disabledReason,
    @Nullable Instant failingSince,
    @Nullable RateLimitBody rateLimit,
    List<String> headerNames,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String secret) {
  private static final JsonProvider JSON = JsonProvider.provider();

  static EndpointBody of(EndpointCard card, @Nullable String secret) {
    return new EndpointBody(
        Ids.wire("whe", card.id()),
        card.url(),
        card.description(),
        card.format(),
        object(card.options()),
        Objects.requireNonNullElse(card.eventTypes(), List.of("*")),
        card.status().equals("ENABLED"),
        card.statusReason(),
        card.failingSince(),
        RateLimitBody.of(card.rate()),
        card.headerNames(),
        card.createdAt(),
        card.updatedAt(),
        secret);
  }

  private static JsonObject object(String options) {
    try (var reader = JSON.createReader(new StringReader(options))) {
      return reader.readObject();
    }
  }
}
