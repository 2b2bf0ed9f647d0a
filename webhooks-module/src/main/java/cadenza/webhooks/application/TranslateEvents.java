package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Fact;
import cadenza.webhooks.domain.Feeds;
import cadenza.webhooks.domain.Feeds.Feed;
import cadenza.webhooks.domain.Telling;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Tells the log in the words of other formats: what is told and how far, both or neither. */
@UseCase
public class TranslateEvents {
  @Inject Feeds feeds;
  @Inject Formats formats;
  @Inject Clocks clocks;

  /**
   * A feed that has something to tell.
   *
   * @param before the feed to look behind, or null for the first of all
   */
  public Optional<Feed> next(@Nullable Feed before) {
    return feeds.next(before);
  }

  /**
   * Moves a feed on, unless another node does.
   *
   * @param atMost events that are looked at
   * @return how many deliveries it made; empty where another node holds the feed
   */
  public OptionalInt tell(Feed feed, int atMost) {
    return feeds.hold(feed).stream().mapToInt(held -> tellHeld(held, atMost)).findFirst();
  }

  private int tellHeld(Feed feed, int atMost) {
    var translator = (Translator) formats.of(feed.format());
    var chapter = feeds.read(feed, translator.facts(), atMost);
    var tellings = tellings(translator, feed, chapter.facts());
    feeds.tell(feed, chapter.passed(), tellings, clocks.real());
    return tellings.size();
  }

  private List<Telling> tellings(Translator translator, Feed feed, List<Fact> facts) {
    if (facts.isEmpty()) {
      return List.of();
    }
    var listeners = feeds.listeners(feed, facts.get(0).relayedAt());
    return listeners.isEmpty() && !translator.keepsLog()
        ? List.of()
        : translator.tell(feed.workspaceId(), facts, listeners);
  }

  /**
   * Leaves out the event after this number, which nobody could put into words; another node may
   * have done so.
   */
  public void leaveOut(Feed feed) {
    feeds
        .hold(feed)
        .filter(held -> held.passed() == feed.passed())
        .ifPresent(held -> feeds.pass(held, held.passed() + 1));
  }
}
