package cadenza.webhooks.domain;

import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** How far each format with words of its own has told the log of each workspace. */
@Repository(dataStore = "webhooks")
public interface Feeds {
  /**
   * One of them.
   *
   * @param passed the number of the last event that was told, or had nothing to tell
   */
  record Feed(UUID workspaceId, String format, long passed) {}

  /**
   * The first feed behind this one that has fallen behind its log.
   *
   * @param before null for the first of all
   */
  default Optional<Feed> next(@Nullable Feed before) {
    return session().doReturningWork(connection -> FeedStatements.next(connection, before));
  }

  /** Keeps the feed as it is now until the transaction ends; empty while another node tells it. */
  default Optional<Feed> hold(Feed feed) {
    return session().doReturningWork(connection -> FeedStatements.hold(connection, feed));
  }

  /**
   * The next events of these types, in the order of their numbers.
   *
   * @param atMost how many numbers are looked through
   */
  default Chapter read(Feed feed, Collection<String> types, int atMost) {
    return session()
        .doReturningWork(connection -> FeedStatements.read(connection, feed, types, atMost));
  }

  /**
   * What a feed has to tell next.
   *
   * @param passed the number of the last event that was looked at
   */
  record Chapter(List<Fact> facts, long passed) {
    public Chapter {
      facts = List.copyOf(facts);
    }
  }

  /** Who listens in this format, or has listened at that time or later. */
  default List<Listener> listeners(Feed feed, Instant since) {
    return session()
        .doReturningWork(connection -> FeedStatements.listeners(connection, feed, since));
  }

  /**
   * Makes the deliveries of what is told and moves the feed on. One for an endpoint that has been
   * switched off meanwhile is on record and is not sent.
   */
  default void tell(Feed feed, long passed, List<Telling> tellings, Instant at) {
    session()
        .doWork(
            connection -> {
              FeedStatements.insert(connection, feed.workspaceId(), tellings, at);
              FeedStatements.pass(connection, feed, passed);
            });
  }

  /** Moves a feed on without a word. */
  default void pass(Feed feed, long passed) {
    session().doWork(connection -> FeedStatements.pass(connection, feed, passed));
  }

  StatelessSession session();
}
