package cadenza.messaging.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** When a message that the provider put off is tried again, and when we stop trying. */
public final class RetrySchedule {
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(4);

  /**
   * About two days of trying. Counted in attempts, because the time a message waited for other
   * reasons, a pause of its account, says nothing about it.
   */
  private static final int ATTEMPTS_AT_MOST = 16;

  private RetrySchedule() {}

  /**
   * The wait doubles from five minutes up to four hours and is spread by up to a fifth, by the
   * message's id and not by chance.
   *
   * @param attempts how often the provider has put this message off, this time included
   * @return empty when these were enough
   */
  public static Optional<Instant> next(UUID message, int attempts, Instant now) {
    if (attempts >= ATTEMPTS_AT_MOST) {
      return Optional.empty();
    }
    long base = FIRST.toSeconds() << Math.min(Math.max(attempts - 1, 0), 10);
    long wait = Math.min(base, LONGEST.toSeconds());
    long spread = Math.floorMod(message.hashCode() * 31L + attempts, wait / 5 + 1);
    return Optional.of(now.plusSeconds(wait + spread));
  }
}
