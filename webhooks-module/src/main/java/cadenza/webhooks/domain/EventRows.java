package cadenza.webhooks.domain;

import cadenza.webhooks.api.EventLog.Part;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The event log; all of it is written and numbered in sets. */
@Repository(dataStore = "webhooks")
public interface EventRows {
  /**
   * What one round of the relay did.
   *
   * @param feeds whether there are formats with words of their own to tell of it
   */
  record Relayed(int events, int deliveries, boolean feeds) {
    static final Relayed NOTHING = new Relayed(0, 0, false);
  }

  /** One statement, whatever the number; a fact that is there already is not written again. */
  default void add(List<Envelope> envelopes) {
    session().doWork(connection -> EventStatements.insert(connection, envelopes));
  }

  /**
   * Numbers new events and makes their deliveries. The workspaces that another node is relaying are
   * left to it; a crash leaves neither a gap nor a delivery without its number.
   *
   * @param atMost events of each workspace, and as many more as were written with the last one of
   *     them, so that a large one does not delay the others
   * @param at when the deliveries fall due
   */
  default Relayed relay(int atMost, Instant at) {
    return session().doReturningWork(connection -> EventStatements.relay(connection, atMost, at));
  }

  /**
   * @param after 0 for the oldest there are
   * @param types none for all of them
   */
  default Part after(UUID workspaceId, long after, Set<String> types, int limit) {
    return session()
        .doReturningWork(
            connection -> EventReading.after(connection, workspaceId, after, types, limit));
  }

  /** The last number given in a workspace; 0 before the first. */
  default long last(UUID workspaceId) {
    return session().doReturningWork(connection -> EventReading.last(connection, workspaceId));
  }

  /**
   * Which of them have something to read now.
   *
   * @return their places in the list
   */
  default Set<Integer> withNews(List<Watched> watched) {
    return session().doReturningWork(connection -> EventReading.withNews(connection, watched));
  }

  StatelessSession session();
}
