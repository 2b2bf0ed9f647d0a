package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The logs of formats that keep one of their own. */
@Repository(dataStore = "webhooks")
public interface ToldEvents {
  /** What was told stays there for so long. */
  Duration KEPT = Duration.ofDays(7);

  /**
   * The next numbers, in the transaction that holds the feed: what is rolled back was never given.
   *
   * @return the first of them
   */
  default long number(UUID workspaceId, String format, int count) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "update webhooks.feed set told = told + ? where workspace_id = ?"
                          + " and format = ? returning told")) {
                statement.setInt(1, count);
                statement.setObject(2, workspaceId);
                statement.setString(3, format);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return row.getLong(1) - count + 1;
                }
              }
            });
  }

  default void add(UUID workspaceId, String format, Collection<Told> told, Instant at) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      insert into webhooks.told_event
                        (workspace_id, format, number, event_id, type, body, told_at)
                      select ?, ?, t.number, t.event_id, t.type, t.body, ?
                      from unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[])
                        t (number, event_id, type, body)
                      """)) {
                statement.setObject(1, workspaceId);
                statement.setString(2, format);
                statement.setObject(3, DeliveryStatements.utc(at));
                SqlArrays.longs(statement, 4, told, Told::number);
                SqlArrays.uuids(statement, 5, told, Told::eventId);
                SqlArrays.texts(statement, 6, told, Told::type);
                SqlArrays.texts(statement, 7, told, Told::body);
                statement.executeUpdate();
              }
            });
  }

  /**
   * What came after a number, in the order of the numbers.
   *
   * @param since what is older is gone, whether it has been deleted or not
   */
  default List<Told> after(
      UUID workspaceId, String format, long number, Instant since, int atMost) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select number, event_id, type, body from webhooks.told_event
                      where workspace_id = ? and format = ? and number > ? and told_at >= ?
                      order by number limit ?
                      """)) {
                statement.setObject(1, workspaceId);
                statement.setString(2, format);
                statement.setLong(3, number);
                statement.setObject(4, DeliveryStatements.utc(since));
                statement.setInt(5, atMost);
                var told = new ArrayList<Told>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    told.add(
                        new Told(
                            rows.getLong(1),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getString(4)));
                  }
                }
                return told;
              }
            });
  }

  /**
   * Deletes a bit of what is old, in all workspaces.
   *
   * @return how many
   */
  default int forget(Instant before, int atMost) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      delete from webhooks.told_event where ctid in (
                        select ctid from webhooks.told_event where told_at < ?
                        order by told_at limit ? for update skip locked)
                      """)) {
                statement.setObject(1, DeliveryStatements.utc(before));
                statement.setInt(2, atMost);
                return statement.executeUpdate();
              }
            });
  }

  StatelessSession session();
}
