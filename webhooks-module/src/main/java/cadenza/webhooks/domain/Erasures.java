package cadenza.webhooks.domain;

import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What the event log and the deliveries shall forget, bit by bit. */
@Repository(dataStore = "webhooks")
public interface Erasures {
  /** A transaction that wrote an event under an older id has ended by then. */
  Duration SETTLED_AFTER = Duration.ofMinutes(2);

  /**
   * @param mentions ids as they stand on the wire, and addresses in lower case
   */
  default void add(UUID workspaceId, Collection<String> mentions, Instant at) {
    session().doWork(connection -> ErasureStatements.add(connection, workspaceId, mentions, at));
  }

  /**
   * Goes a bit further along the log of one erasure. What another node is at is left to it.
   *
   * @param atMost events that are looked at
   * @return whether there may be more to do now
   */
  default boolean round(int atMost, Instant now) {
    return session()
        .doReturningWork(connection -> ErasureStatements.round(connection, atMost, now));
  }

  StatelessSession session();
}
