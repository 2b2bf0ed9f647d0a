package cadenza.webhooks.application;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Posts to endpoints; never follows a redirect and never waits longer than it is told. */
public interface EndpointClient {
  /** One signed request. */
  record Request(String url, String webhookId, long timestamp, String signature, byte[] body) {}

  /**
   * What came back.
   *
   * @param status null when nothing did
   * @param error why nothing did, in words that may be shown to the endpoint's owner
   */
  record Answer(
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String headers,
      @Nullable String body,
      Duration duration) {}

  /** Returns before the answer is there; tells it exactly once, on another thread or this one. */
  void post(Request request, Consumer<Answer> whenDone);
}
