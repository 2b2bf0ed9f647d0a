package cadenza.webhooks.application;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of an endpoint; null leaves things as they are, or as they are by default.
 *
 * @param options what its format lets it choose, as JSON
 * @param eventTypes {@code ["*"]} for everything
 */
public record EndpointPlan(
    @Nullable String url,
    @Nullable List<String> eventTypes,
    @Nullable String format,
    @Nullable String options,
    @Nullable String description,
    @Nullable Boolean enabled) {
  private static final String EVERYTHING = "*";

  boolean listensToEverything() {
    return eventTypes == null || eventTypes.contains(EVERYTHING);
  }
}
