package cadenza.access.api;

import java.time.Duration;

/**
 * What a rate limit said to one request.
 *
 * @param policy which limit spoke: {@code token}, {@code workspace}, {@code address}, {@code
 *     failures} or {@code login}
 * @param atMost requests in a window, of which all may come at once
 * @param window how long an empty allowance takes to fill
 * @param remaining how many could follow at once
 * @param pause zero for a request that passes; else when the next one will
 */
public record Allowance(
    String policy, int atMost, Duration window, long remaining, Duration pause) {
  public boolean passes() {
    return pause.isZero();
  }

  /** Whole seconds, rounded up, as a header says it. */
  public long waitSeconds() {
    return pause.plusNanos(999_999_999).toSeconds();
  }
}
