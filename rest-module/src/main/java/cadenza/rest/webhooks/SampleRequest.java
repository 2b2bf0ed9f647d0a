package cadenza.rest.webhooks;

import cadenza.kernel.api.InvalidField;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Of what a sample is sent; there need be no such body. */
@Schema(name = "WebhookSampleRequest")
record SampleRequest(
    @Schema(
            description = "in the words of the endpoint's format; absent for one that is for tests",
            examples = "reply.received")
        @Nullable String eventType) {
  private static final JsonProvider JSON = JsonProvider.provider();

  static @Nullable String eventType(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      return null;
    }
    try (var reader = JSON.createReader(new ByteArrayInputStream(body))) {
      var type = reader.readObject().getOrDefault("event_type", JsonValue.NULL);
      if (type == JsonValue.NULL) {
        return null;
      }
      if (type instanceof JsonString text) {
        return text.getString();
      }
    } catch (JsonException malformed) {
      throw new InvalidField("", "The body is a JSON object, or there is none.");
    }
    throw new InvalidField("/event_type", "An event type is a text.");
  }
}
