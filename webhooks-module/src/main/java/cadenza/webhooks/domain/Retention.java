package cadenza.webhooks.domain;

import jakarta.data.repository.Repository;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** What is old enough to go, bit by bit. The numbers of events are never given again. */
@Repository(dataStore = "webhooks")
public interface Retention {
  /**
   * Deletes deliveries that are over, with their attempts.
   *
   * @return how many went
   */
  default int deleteDeliveries(Instant before, int atMost) {
    return session()
        .doReturningWork(
            connection -> RetentionStatements.deleteDeliveries(connection, before, atMost));
  }

  /**
   * Deletes the oldest events of each log, unless a format has still to tell of them.
   *
   * @param atMost rows of up to a hundred events
   * @return how many rows went
   */
  default int deleteEvents(Instant before, int atMost) {
    return session()
        .doReturningWork(
            connection -> RetentionStatements.deleteEvents(connection, before, atMost));
  }

  /** Deletes the former secrets that sign no more. */
  default void deleteSecrets(Instant now) {
    session().doWork(connection -> RetentionStatements.deleteSecrets(connection, now));
  }

  StatelessSession session();
}
