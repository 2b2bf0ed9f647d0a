package cadenza.webhooks.adapter.format.reply;

import cadenza.webhooks.adapter.format.Json;
import cadenza.webhooks.adapter.format.reply.ReplyBody.Head;
import cadenza.webhooks.adapter.format.reply.ReplyOptions.Toggle;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that a test delivers, as Reply.io publishes them. */
final class ReplySamples {
  private static final JsonObject ALL = read();
  private static final Map<String, Toggle> TOGGLES =
      Map.of(
          "email_blob_url", Toggle.EMAIL_URL,
          "reply_blob_url", Toggle.EMAIL_URL,
          "bounce_blob_url", Toggle.EMAIL_URL,
          "email_content", Toggle.EMAIL_TEXT,
          "reply_content", Toggle.EMAIL_TEXT);
  private static final String CONTACT = "contact_fields";

  private ReplySamples() {}

  static String of(String type, Head head, ReplyOptions options) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("event", head.of(type));
    var sample = ALL.getJsonObject(type);
    sample.forEach(
        (key, value) -> {
          var toggle = TOGGLES.get(key);
          if (toggle == null || options.wants(toggle)) {
            body.put(key, key.equals(CONTACT) ? ALL.get(CONTACT) : value);
          }
          if (key.equals(CONTACT) && options.wants(Toggle.CUSTOM_FIELDS)) {
            body.put("contact_custom_fields", ALL.get("contact_custom_fields"));
          }
        });
    return Json.of(body);
  }

  /** What an event of that type says of its sequence. */
  static Set<String> sequenceKeys(String type) {
    return ALL.getJsonObject(type).getJsonObject("sequence_fields").keySet();
  }

  private static JsonObject read() {
    try (InputStream file =
            Objects.requireNonNull(ReplySamples.class.getResourceAsStream("samples.json"));
        var reader = JsonProvider.provider().createReader(file)) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
