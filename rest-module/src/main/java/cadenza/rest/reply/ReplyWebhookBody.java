package cadenza.rest.reply;

import cadenza.webhooks.api.EndpointCard;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A subscription.
 *
 * @param createdAt with the offset {@code +00:00}
 */
@Schema(name = "ReplyIoWebhook")
public record ReplyWebhookBody(
    int id,
    @JsonbProperty("eventType") String eventType,
    String url,
    String scope,
    boolean enabled,
    @JsonbProperty("createdAt") String createdAt,
    @JsonbProperty("payloadConfig") PayloadConfig payloadConfig) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static ReplyWebhookBody of(EndpointCard card) {
    var options = options(card);
    var types = card.eventTypes();
    return new ReplyWebhookBody(
        card.number(),
        types == null ? "*" : String.join(",", types),
        card.url(),
        options.getString(PayloadConfig.SCOPE, "Personal"),
        card.status().equals("ENABLED"),
        time(card.createdAt()),
        PayloadConfig.of(options));
  }

  static JsonObject options(EndpointCard card) {
    try (var reader = Json.createReader(new StringReader(card.options()))) {
      return reader.readObject();
    }
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
