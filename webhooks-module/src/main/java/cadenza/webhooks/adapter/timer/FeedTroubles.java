package cadenza.webhooks.adapter.timer;

import cadenza.webhooks.domain.Feeds.Feed;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Feeds that could not be told. One event at a time is tried then, after longer and longer rests;
 * what fails again and again for about five minutes is the event's own fault.
 */
final class FeedTroubles {
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final int TRIES_AT_MOST = 9;

  /** Rests of up to 128 seconds. */
  private static final int LONGEST = 7;

  private record Key(UUID workspaceId, String format) {
    static Key of(Feed feed) {
      return new Key(feed.workspaceId(), feed.format());
    }
  }

  /**
   * Of the event after this number.
   *
   * @param upTo where the events end that could not be told together
   */
  private record Trouble(long passed, int tries, long until, long upTo) {}

  private final Map<Key, Trouble> troubles = new ConcurrentHashMap<>();

  boolean isTroubled(Feed feed) {
    return troubles.containsKey(Key.of(feed));
  }

  boolean isResting(Feed feed) {
    var trouble = troubles.get(Key.of(feed));
    return trouble != null && System.nanoTime() - trouble.until() < 0;
  }

  /** One step went well; those that failed together are taken alone to the last one. */
  void ended(Feed feed) {
    troubles.computeIfPresent(
        Key.of(feed),
        (key, before) ->
            feed.passed() + 1 >= before.upTo()
                ? null
                : new Trouble(feed.passed(), 0, System.nanoTime(), before.upTo()));
  }

  /**
   * Notes a failure.
   *
   * @param together how many events were to be told
   * @return whether the event has had its tries
   */
  boolean isHopeless(Feed feed, int together) {
    var now =
        troubles.compute(
            Key.of(feed),
            (key, before) -> {
              int tries =
                  before == null || before.passed() != feed.passed() ? 1 : before.tries() + 1;
              return new Trouble(
                  feed.passed(),
                  tries,
                  System.nanoTime() + (FIRST_REST.toNanos() << Math.min(tries - 1, LONGEST)),
                  Math.max(before == null ? 0 : before.upTo(), feed.passed() + together));
            });
    return now.tries() >= TRIES_AT_MOST;
  }
}
