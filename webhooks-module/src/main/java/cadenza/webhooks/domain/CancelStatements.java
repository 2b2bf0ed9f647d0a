package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How what is pending ends without an attempt; a generated repository cannot hold it. It comes last
 * of all that changes an endpoint: the relay, the endpoint, its standing, its deliveries in the
 * order of their ids.
 *
 * <p>There may be millions of them, so that the end of it is noted before its beginning: all up to
 * the last number of the log. Until nothing of that is left, nothing is claimed for the endpoint,
 * even where it is enabled again.
 */
final class CancelStatements {
  /** So many take a fraction of a second, and each transaction holds the standing for that long. */
  private static final int BATCH = 5_000;

  private CancelStatements() {}

  /** Few are cancelled at once; the rest by {@link #round}. */
  static void begin(Connection connection, UUID workspaceId, UUID endpointId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.endpoint_state set cancel_up_to = coalesce("
                + "(select last_sequence from webhooks.counter where workspace_id = ?), 0)"
                + " where workspace_id = ? and endpoint_id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, workspaceId);
      statement.setObject(3, endpointId);
      statement.executeUpdate();
    }
    round(connection, new Turn(workspaceId, endpointId));
  }

  static Optional<Turn> next(Connection connection, Collection<Turn> resting) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select workspace_id, endpoint_id from webhooks.endpoint_state"
                + " where cancel_up_to is not null and endpoint_id <> all (?::uuid[]) limit 1")) {
      SqlArrays.uuids(statement, 1, resting, Turn::id);
      return HealthStatements.turn(statement);
    }
  }

  /** The standing is held, so that what two nodes cancel does not look like the end to both. */
  static void round(Connection connection, Turn endpoint) throws SQLException {
    var upTo = held(connection, endpoint);
    if (upTo != null && cancelSome(connection, endpoint, upTo) < BATCH) {
      try (var statement =
          connection.prepareStatement(
              "update webhooks.endpoint_state set cancel_up_to = null"
                  + " where workspace_id = ? and endpoint_id = ?")) {
        statement.setObject(1, endpoint.workspaceId());
        statement.setObject(2, endpoint.id());
        statement.executeUpdate();
      }
    }
  }

  private static @Nullable Long held(Connection connection, Turn endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select cancel_up_to from webhooks.endpoint_state"
                + " where workspace_id = ? and endpoint_id = ? for no key update")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getObject(1, Long.class) : null;
      }
    }
  }

  /**
   * A sample has no number. What was found is looked up again by its key, as in {@link
   * ClaimStatements}.
   *
   * @return how many were found; one of them may have ended otherwise meanwhile
   */
  private static long cancelSome(Connection connection, Turn endpoint, long upTo)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with found as materialized (
              select workspace_id, id from webhooks.delivery
              where endpoint_id = ? and status = 'PENDING' and coalesce(event_number, 0) <= ?
              order by lane, next_attempt_at limit ?),
            held as (
              select d.workspace_id, d.id from webhooks.delivery d
              join found f on f.workspace_id = d.workspace_id and f.id = d.id
              where coalesce(d.status, '') = 'PENDING'
              order by d.id for update of d),
            cancelled as (
              update webhooks.delivery d
              set status = 'CANCELLED', next_attempt_at = null
              from held h where d.workspace_id = h.workspace_id and d.id = h.id)
            select count(*) from found
            """)) {
      statement.setObject(1, endpoint.id());
      statement.setLong(2, upTo);
      statement.setInt(3, BATCH);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Whether some of what was pending when it was switched off is so still. */
  static boolean isUnderWay(Connection connection, UUID workspaceId, UUID endpointId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select from webhooks.endpoint_state"
                + " where workspace_id = ? and endpoint_id = ? and cancel_up_to is not null")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, endpointId);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
