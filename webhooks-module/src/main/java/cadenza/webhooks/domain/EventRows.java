package cadenza.webhooks.domain;

import cadenza.webhooks.api.EventLog.LoggedEvent;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The event log; all of it is written and numbered in sets. */
@Repository(dataStore = "webhooks")
public interface EventRows {
  /** What one round of the relay did. */
  record Relayed(int events, int deliveries) {}

  /** One statement, whatever the number; a fact that is there already is not written again. */
  default void add(List<Envelope> envelopes) {
    session().doWork(connection -> EventStatements.insert(connection, envelopes));
  }

  /**
   * Numbers new events and makes their deliveries. The workspaces that another node is relaying are
   * left to it; a crash leaves neither a gap nor a delivery without its number.
   *
   * @param atMost events of each workspace, so that a large one does not delay the others
   * @param at when the deliveries fall due
   */
  default Relayed relay(int atMost, Instant at) {
    return session().doReturningWork(connection -> EventStatements.relay(connection, atMost, at));
  }

  default List<LoggedEvent> after(UUID workspaceId, long after, int limit) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select sequence, id, type, payload from webhooks.event"
                          + " where workspace_id = ? and sequence > ? order by sequence limit ?")) {
                statement.setObject(1, workspaceId);
                statement.setLong(2, after);
                statement.setInt(3, limit);
                var events = new ArrayList<LoggedEvent>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    events.add(
                        new LoggedEvent(
                            rows.getLong(1),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getString(4)));
                  }
                }
                return events;
              }
            });
  }

  StatelessSession session();
}
