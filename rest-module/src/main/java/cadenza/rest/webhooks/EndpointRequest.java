package cadenza.rest.webhooks;

import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.application.EndpointPlan;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint shall be; in a change an absent field stays as it is.
 *
 * @param eventTypes absent or {@code ["*"]} for everything
 * @param format {@code standard} where it is absent
 */
@Schema(name = "WebhookEndpointRequest")
public record EndpointRequest(
    @Size(max = 2048) @Nullable String url,
    @Size(max = 100) @Nullable List<@NotNull String> eventTypes,
    @Size(max = 50) @Nullable String format,
    @Size(max = 500) @Nullable String description,
    @Nullable Boolean enabled,
    @Schema(
            type = SchemaType.OBJECT,
            additionalProperties = Object.class,
            description = "what the format lets an endpoint choose, as its page says")
        @Nullable JsonObject options,
    @Schema(description = "your own, for a new endpoint; absent for one that is made for it")
        @Size(max = 256)
        @Nullable String secret,
    @Valid @Nullable RateLimitBody rateLimit,
    @Schema(
            type = SchemaType.OBJECT,
            additionalProperties = String.class,
            description = "what each request has besides; all of them, by name")
        @Nullable JsonObject headers) {
  EndpointPlan plan() {
    return new EndpointPlan(
        url,
        eventTypes,
        format,
        options == null ? null : options.toString(),
        description,
        enabled,
        secret,
        rateLimit == null ? null : rateLimit.rate(),
        headers == null ? null : texts(headers));
  }

  private static Map<String, String> texts(JsonObject headers) {
    var texts = new LinkedHashMap<String, String>();
    headers.forEach(
        (name, value) -> {
          if (!(value instanceof JsonString text)) {
            throw new InvalidField("/headers", "The value of a header is a text.");
          }
          texts.put(name, text.getString());
        });
    return texts;
  }
}
