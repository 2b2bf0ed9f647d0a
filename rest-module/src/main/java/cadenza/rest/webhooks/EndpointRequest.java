package cadenza.rest.webhooks;

import cadenza.webhooks.application.EndpointPlan;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint shall be; in a change an absent field stays as it is.
 *
 * @param eventTypes absent or {@code ["*"]} for everything
 * @param format only {@code standard}
 */
@Schema(name = "WebhookEndpointRequest")
public record EndpointRequest(
    @Size(max = 2048) @Nullable String url,
    @Size(max = 100) @Nullable List<@NotNull String> eventTypes,
    @Size(max = 50) @Nullable String format,
    @Size(max = 500) @Nullable String description,
    @Nullable Boolean enabled) {
  EndpointPlan plan() {
    return new EndpointPlan(url, eventTypes, format, /* options= */ null, description, enabled);
  }
}
