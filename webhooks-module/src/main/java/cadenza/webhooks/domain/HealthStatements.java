package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.domain.Endpoints.Failing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** How endpoints have been answering of late; {@link DeliveryStatements#settle} writes it down. */
final class HealthStatements {
  private HealthStatements() {}

  private static final String FAILING =
      " from webhooks.endpoint_state s"
          + " join webhooks.endpoint e on e.id = s.endpoint_id and e.status = 'ENABLED'"
          + " where not s.switched_off and (s.gone_at is not null"
          + " or s.first_failed_at <= s.last_failed_at - ? * interval '1 millisecond')";

  static Optional<Turn> next(Connection connection, Duration longest, Collection<Turn> resting)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select s.workspace_id, s.endpoint_id"
                + FAILING
                + " and s.endpoint_id <> all (?::uuid[]) limit 1")) {
      statement.setLong(1, longest.toMillis());
      SqlArrays.uuids(statement, 2, resting, Turn::id);
      return turn(statement);
    }
  }

  static Optional<Turn> turn(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(new Turn(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
          : Optional.empty();
    }
  }

  static Optional<Failing> failing(Connection connection, Turn endpoint, Duration longest)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select s.gone_at is not null, s.first_failed_at"
                + FAILING
                + " and s.workspace_id = ? and s.endpoint_id = ?")) {
      statement.setLong(1, longest.toMillis());
      statement.setObject(2, endpoint.workspaceId());
      statement.setObject(3, endpoint.id());
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Failing(row.getBoolean(1), DeliveryStatements.instant(row, 2)))
            : Optional.empty();
      }
    }
  }

  static void keep(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.endpoint_state (workspace_id, endpoint_id) values (?, ?)")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.executeUpdate();
    }
  }

  /** What is switched off is looked for no more. */
  static void follow(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.endpoint_state set switched_off = not switched_off"
                + " where workspace_id = ? and endpoint_id = ? and switched_off = ?")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.setBoolean(3, endpoint.enabled());
      statement.executeUpdate();
    }
  }

  static void forgive(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.endpoint_state set first_failed_at = null, last_failed_at = null,"
                + " gone_at = null, unreachable = 0, probe_until = null"
                + " where workspace_id = ? and endpoint_id = ?")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.executeUpdate();
    }
  }
}
