package cadenza.webhooks.domain;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SqlArrays;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of erasures; a generated repository cannot hold them. */
final class ErasureStatements {
  private static final UUID START = new UUID(0, 0);

  /** So many events may have been numbered in another order than that of their ids. */
  private static final int CLOCKS_APART = 1_000;

  private ErasureStatements() {}

  private record Erasure(
      UUID workspaceId, UUID id, Array mentions, UUID passed, Instant createdAt, boolean again) {}

  static void add(Connection connection, UUID workspaceId, Collection<String> mentions, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.erasure"
                + " (workspace_id, id, mentions, passed, next_at, again, created_at)"
                + " values (?, ?, ?, ?, ?, false, ?)")) {
      var time = at.atOffset(ZoneOffset.UTC);
      statement.setObject(1, workspaceId);
      statement.setObject(2, Ids.next());
      SqlArrays.texts(statement, 3, mentions, text -> text);
      statement.setObject(4, START);
      statement.setObject(5, time);
      statement.setObject(6, time);
      statement.executeUpdate();
    }
  }

  static void round(Connection connection, Turn turn, int atMost, Instant now) throws SQLException {
    var erasure = held(connection, turn, now);
    if (erasure == null) {
      return;
    }
    if (isStillTold(connection, erasure, atMost)) {
      holdFeeds(connection, erasure.workspaceId());
    }
    var passed =
        ForgetStatements.forget(
            connection, erasure.workspaceId(), erasure.mentions(), erasure.passed(), atMost);
    if (passed != null) {
      pass(connection, erasure, passed, now, erasure.again());
    } else if (erasure.again()) {
      remove(connection, erasure);
    } else {
      // events of transactions that had begun earlier may still have come behind the first look
      var since = erasure.createdAt().minus(Erasures.SETTLED_AFTER);
      pass(
          connection,
          erasure,
          new UUID(since.toEpochMilli() << 16, 0),
          erasure.createdAt().plus(Erasures.SETTLED_AFTER),
          true);
    }
  }

  static Optional<Turn> next(Connection connection, Instant now, Collection<Turn> resting)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, id from webhooks.erasure
            where next_at <= ? and id <> all (?::uuid[])
            order by next_at limit 1 for update skip locked
            """)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      SqlArrays.uuids(statement, 2, resting, Turn::id);
      return HealthStatements.turn(statement);
    }
  }

  /** Not one that another node has brought to a rest since it was chosen. */
  private static @Nullable Erasure held(Connection connection, Turn turn, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, id, mentions, passed, created_at, again from webhooks.erasure
            where workspace_id = ? and id = ? and next_at <= ? for update skip locked
            """)) {
      statement.setObject(1, turn.workspaceId());
      statement.setObject(2, turn.id());
      statement.setObject(3, now.atOffset(ZoneOffset.UTC));
      try (var row = statement.executeQuery()) {
        return row.next()
            ? new Erasure(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getArray(3),
                row.getObject(4, UUID.class),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getBoolean(6))
            : null;
      }
    }
  }

  /** Whether a feed may be telling of one of the next events at this moment. */
  private static boolean isStillTold(Connection connection, Erasure erasure, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select exists (
              select from (
                select min(passed) as passed from webhooks.feed where workspace_id = ?) f
              cross join lateral (
                select id from webhooks.event_batch
                where workspace_id = ? and last_number > f.passed
                order by last_number limit 1) untold
              where untold.id <= (
                select id from webhooks.event where workspace_id = ? and id > ?
                order by id offset ? limit 1)
              or not exists (
                select from webhooks.event where workspace_id = ? and id > ?
                order by id offset ? limit 1))
            """)) {
      int index = 1;
      statement.setObject(index++, erasure.workspaceId());
      statement.setObject(index++, erasure.workspaceId());
      for (int i = 0; i < 2; i++) {
        statement.setObject(index++, erasure.workspaceId());
        statement.setObject(index++, erasure.passed());
        statement.setInt(index++, atMost + CLOCKS_APART);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** What they are telling at this moment is there to be looked at, once they have told it. */
  private static void holdFeeds(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select 1 from webhooks.feed where workspace_id = ? order by format for update")) {
      statement.setObject(1, workspaceId);
      statement.execute();
    }
  }

  private static void pass(
      Connection connection, Erasure erasure, UUID passed, Instant nextAt, boolean again)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.erasure set passed = ?, next_at = ?, again = ?"
                + " where workspace_id = ? and id = ?")) {
      statement.setObject(1, passed);
      statement.setObject(2, nextAt.atOffset(ZoneOffset.UTC));
      statement.setBoolean(3, again);
      statement.setObject(4, erasure.workspaceId());
      statement.setObject(5, erasure.id());
      statement.executeUpdate();
    }
  }

  private static void remove(Connection connection, Erasure erasure) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from webhooks.erasure where workspace_id = ? and id = ?")) {
      statement.setObject(1, erasure.workspaceId());
      statement.setObject(2, erasure.id());
      statement.executeUpdate();
    }
  }
}
