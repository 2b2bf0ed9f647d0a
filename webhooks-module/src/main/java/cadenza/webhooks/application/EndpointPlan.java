package cadenza.webhooks.application;

import cadenza.webhooks.api.RequestRate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of an endpoint; null leaves things as they are, or as they are by default.
 *
 * @param options what its format lets it choose, as JSON
 * @param secret the caller's own, for a new endpoint only
 * @param rate none takes a limit away
 * @param headers all that there shall be, by name
 * @param eventTypes {@code ["*"]} for everything
 */
public record EndpointPlan(
    @Nullable String url,
    @Nullable List<String> eventTypes,
    @Nullable String format,
    @Nullable String options,
    @Nullable String description,
    @Nullable Boolean enabled,
    @Nullable String secret,
    @Nullable RequestRate rate,
    @Nullable Map<String, String> headers) {
  private static final String EVERYTHING = "*";

  /** With nothing of the caller's own beside it. */
  public EndpointPlan(
      @Nullable String url,
      @Nullable List<String> eventTypes,
      @Nullable String format,
      @Nullable String options,
      @Nullable String description,
      @Nullable Boolean enabled) {
    this(
        url,
        eventTypes,
        format,
        options,
        description,
        enabled,
        /* secret= */ null,
        /* rate= */ null,
        /* headers= */ null);
  }

  boolean listensToEverything() {
    return eventTypes == null || eventTypes.contains(EVERYTHING);
  }
}
