package cadenza.webhooks.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long to wait before each attempt; the first entry stands before the first attempt. */
public record RetrySchedule(List<Duration> delays) {
  private static final double LONGEST_STRETCH = 0.2;

  public RetrySchedule {
    delays = List.copyOf(delays);
    if (delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("A schedule needs delays, and none below zero");
    }
  }

  /** Reads ISO-8601 durations, separated by commas. */
  public static RetrySchedule of(String text) {
    return new RetrySchedule(
        Stream.of(text.split(",")).map(String::strip).map(Duration::parse).toList());
  }

  /**
   * The wait after so many attempts, or empty when there were enough.
   *
   * @param jitter 0 to 1: how much of the permitted stretch is used, which only ever delays
   */
  public Optional<Duration> after(int attempts, double jitter) {
    if (attempts >= delays.size()) {
      return Optional.empty();
    }
    var delay = delays.get(attempts);
    return Optional.of(delay.plusMillis((long) (delay.toMillis() * LONGEST_STRETCH * jitter)));
  }
}
