package cadenza.messaging.api;

import java.time.Duration;
import java.time.Instant;

/**
 * A daily limit that begins low and rises up to the account's own; then it has no effect any more.
 *
 * @param start the limit of the first day, 1 or more
 * @param increase by how much it rises, 1 or more
 * @param everyDays after how many days of 24 hours each it rises, 1 to 30
 */
public record RampUp(int start, int increase, int everyDays) {
  /** What the daily limit comes to at an instant. */
  public int limitAt(int dailyLimit, Instant since, Instant now) {
    long days = Math.max(0, Duration.between(since, now).toDays());
    return (int) Math.min(dailyLimit, start + days / everyDays * increase);
  }
}
