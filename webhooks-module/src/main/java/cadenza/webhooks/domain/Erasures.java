package cadenza.webhooks.domain;

import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
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
   * One that has waited longest. What another node is at is left to it.
   *
   * @param resting that are left out
   */
  default Optional<Turn> next(Instant now, Collection<Turn> resting) {
    return session()
        .doReturningWork(connection -> ErasureStatements.next(connection, now, resting));
  }

  /**
   * Goes a bit further along the log, unless another node is at it.
   *
   * @param atMost events that are looked at
   */
  default void round(Turn turn, int atMost, Instant now) {
    session().doWork(connection -> ErasureStatements.round(connection, turn, atMost, now));
  }

  StatelessSession session();
}
