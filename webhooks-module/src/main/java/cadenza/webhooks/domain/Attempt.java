package cadenza.webhooks.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and what came of it.
 *
 * @param status of the answer, or null when there was none
 * @param error why there was none, or null
 * @param headers one {@code name: value} a line
 * @param body at most 20 kB of it
 * @param nextAt when a failed one is tried again, or null when it is not
 */
public record Attempt(
    DueDelivery delivery,
    Instant startedAt,
    int durationMillis,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String headers,
    @Nullable String body,
    @Nullable Instant nextAt) {
  private static final int GONE = 410;

  /** 200 to 299, and nothing else: a redirect is a failure too. */
  public boolean succeeded() {
    return status != null && status >= 200 && status <= 299;
  }

  /** The endpoint says that it wants nothing any more. */
  public boolean gone() {
    return status != null && status == GONE;
  }

  public Attempt withoutRetry() {
    return new Attempt(
        delivery, startedAt, durationMillis, status, error, headers, body, /* nextAt= */ null);
  }
}
