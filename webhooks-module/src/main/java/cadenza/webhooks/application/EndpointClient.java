package cadenza.webhooks.application;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends to endpoints; never follows a redirect and never waits longer than it is told. */
public interface EndpointClient {
  /**
   * One signed request.
   *
   * @param headers beside those that every request has; their order is kept
   * @param body null for a GET
   */
  record Request(String url, Map<String, String> headers, byte @Nullable [] body) {
    /** With those of the endpoint's owner, of which none takes the place of another. */
    Request wearing(Map<String, String> own) {
      if (own.isEmpty()) {
        return this;
      }
      var all = new LinkedHashMap<>(own);
      all.putAll(headers);
      return new Request(url, all, body);
    }
  }

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
      Duration duration) {
    /** The same, for an attempt that took so long with what was before it. */
    Answer after(Duration whole) {
      return new Answer(status, error, headers, body, whole);
    }
  }

  /**
   * Accompanies one request to its end: exactly one of {@link #answered} and {@link #dropped} is
   * called, once.
   */
  interface Exchange {
    /** Whether the request was wanted a moment ago, so that nobody needs to be asked again. */
    boolean fresh();

    /** Whether it is wanted still; may wait for the database. */
    boolean wanted();

    void answered(Answer answer);

    /** It did not leave: it is not wanted any more, or nobody could be asked. */
    void dropped();
  }

  /**
   * Looks the host up and vets where it leads, which may take seconds. What comes next for this URL
   * goes to one of the addresses found here.
   *
   * @return the answer of an endpoint that nobody may connect to, or empty
   */
  Optional<Answer> lookUp(String url);

  /**
   * Sends a body as JSON by POST, or none by GET. Returns before the answer is there. When it took
   * a while until there was a connection, it asks whether the request is still wanted before a byte
   * of it leaves.
   */
  void send(Request request, Duration timeout, Exchange exchange);
}
