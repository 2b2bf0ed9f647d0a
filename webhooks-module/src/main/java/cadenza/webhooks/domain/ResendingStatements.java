package cadenza.webhooks.domain;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.api.ResendingCard;
import cadenza.webhooks.domain.Resending.Passed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How it is noted what shall be sent again, and how far that is. */
final class ResendingStatements {
  /** Ids are made by several clocks. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private ResendingStatements() {}

  static boolean addFailed(
      Connection connection, UUID workspaceId, UUID endpointId, Instant since, Instant now)
      throws SQLException {
    var before = new UUID(Math.max(0, since.minus(CLOCKS_APART).toEpochMilli()) << 16, 0);
    return add(connection, workspaceId, endpointId, since, before, null, null, now);
  }

  static boolean addRange(
      Connection connection, UUID workspaceId, UUID endpointId, long after, long upTo, Instant now)
      throws SQLException {
    return add(connection, workspaceId, endpointId, null, null, after, upTo, now);
  }

  /** In the place of one that is over. */
  private static boolean add(
      Connection connection,
      UUID workspaceId,
      UUID endpointId,
      @Nullable Instant since,
      @Nullable UUID passed,
      @Nullable Long after,
      @Nullable Long upTo,
      Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into webhooks.resending as r (workspace_id, id, endpoint_id, status, since,
              passed, after_number, passed_number, last_number, total, created_at, next_at, finished_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (endpoint_id) do update
            set id = excluded.id, status = excluded.status, since = excluded.since,
              passed = excluded.passed, after_number = excluded.after_number,
              passed_number = excluded.passed_number, last_number = excluded.last_number,
              total = excluded.total, processed = 0, queued = 0,
              created_at = excluded.created_at, next_at = excluded.next_at,
              finished_at = excluded.finished_at
            where r.status <> 'RUNNING'
            """)) {
      var total = after == null || upTo == null ? null : Math.max(0, upTo - after);
      boolean empty = total != null && total == 0;
      int index = 1;
      statement.setObject(index++, workspaceId);
      statement.setObject(index++, Ids.next());
      statement.setObject(index++, endpointId);
      statement.setString(index++, empty ? "DONE" : "RUNNING");
      statement.setObject(index++, DeliveryStatements.utc(since));
      statement.setObject(index++, passed);
      statement.setObject(index++, after);
      statement.setObject(index++, after);
      statement.setObject(index++, upTo);
      statement.setObject(index++, total);
      statement.setObject(index++, DeliveryStatements.utc(now));
      statement.setObject(index++, DeliveryStatements.utc(now));
      statement.setObject(index, empty ? DeliveryStatements.utc(now) : null);
      return statement.executeUpdate() == 1;
    }
  }

  /** Whoever is at it ends first. */
  static void cancel(Connection connection, UUID workspaceId, UUID endpointId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.resending set status = 'CANCELLED', finished_at = clock_timestamp()"
                + " where workspace_id = ? and endpoint_id = ? and status = 'RUNNING'")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, endpointId);
      statement.executeUpdate();
    }
  }

  static Optional<Turn> next(Connection connection, Instant now, Collection<Turn> resting)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, id from webhooks.resending r
            where status = 'RUNNING' and next_at <= ? and id <> all (?::uuid[])
              -- it would be cancelled with what was pending before
              and not exists (select from webhooks.endpoint_state s
                where s.endpoint_id = r.endpoint_id and s.cancel_up_to is not null)
            order by next_at limit 1 for update skip locked
            """)) {
      statement.setObject(1, DeliveryStatements.utc(now));
      SqlArrays.uuids(statement, 2, resting, Turn::id);
      return HealthStatements.turn(statement);
    }
  }

  static @Nullable Resending held(Connection connection, Turn turn) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, id, endpoint_id, since, passed, passed_number, last_number, total,
              created_at
            from webhooks.resending where workspace_id = ? and id = ? and status = 'RUNNING'
            for update skip locked
            """)) {
      statement.setObject(1, turn.workspaceId());
      statement.setObject(2, turn.id());
      try (var row = statement.executeQuery()) {
        return row.next()
            ? new Resending(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                DeliveryStatements.instant(row, 4),
                row.getObject(5, UUID.class),
                row.getLong(6),
                row.getLong(7),
                row.getObject(8, Long.class),
                row.getObject(9, OffsetDateTime.class).toInstant())
            : null;
      }
    }
  }

  static void begin(Connection connection, Resending resending, long total) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.resending set total = ? where workspace_id = ? and id = ?")) {
      statement.setLong(1, total);
      statement.setObject(2, resending.workspaceId());
      statement.setObject(3, resending.id());
      statement.executeUpdate();
    }
  }

  /**
   * Behind the others, so that one with a long way to go keeps none waiting. There may have been
   * more than were counted: what was under way then has failed since.
   */
  static void pass(Connection connection, Resending resending, Passed passed, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update webhooks.resending
            set passed = coalesce(?, passed), passed_number = ?, next_at = ?,
              processed = processed + ?, total = greatest(total, processed + ?),
              queued = queued + ?,
              status = case when ? then 'DONE' else status end,
              finished_at = case when ? then ?::timestamptz end
            where workspace_id = ? and id = ?
            """)) {
      int index = 1;
      statement.setObject(index++, passed.delivery());
      statement.setLong(index++, passed.number());
      statement.setObject(index++, DeliveryStatements.utc(now));
      statement.setLong(index++, passed.looked());
      statement.setLong(index++, passed.looked());
      statement.setLong(index++, passed.queued());
      statement.setBoolean(index++, passed.done());
      statement.setBoolean(index++, passed.done());
      statement.setObject(index++, DeliveryStatements.utc(now));
      statement.setObject(index++, resending.workspaceId());
      statement.setObject(index, resending.id());
      statement.executeUpdate();
    }
  }

  static Optional<ResendingCard> card(Connection connection, UUID workspaceId, UUID endpointId)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select endpoint_id, status, since, after_number, last_number, total, processed, queued,"
                + " created_at, finished_at from webhooks.resending"
                + " where workspace_id = ? and endpoint_id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, endpointId);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(card(row)) : Optional.empty();
      }
    }
  }

  private static ResendingCard card(ResultSet row) throws SQLException {
    return new ResendingCard(
        row.getObject(1, UUID.class),
        row.getString(2),
        DeliveryStatements.instant(row, 3),
        row.getObject(4, Long.class),
        row.getObject(5, Long.class),
        row.getObject(6, Long.class),
        row.getLong(7),
        row.getLong(8),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        DeliveryStatements.instant(row, 10));
  }
}
