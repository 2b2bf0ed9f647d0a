package cadenza.webhooks.domain;

import cadenza.kernel.api.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The secrets that an endpoint had before the one it has. */
final class SecretStatements {
  private SecretStatements() {}

  static int formerSecrets(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select count(*) from webhooks.former_secret"
                + " where workspace_id = ? and endpoint_id = ?")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  static void keep(Connection connection, Endpoint endpoint, Instant until) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.former_secret"
                + " (workspace_id, endpoint_id, id, sealed_secret, expires_at)"
                + " values (?, ?, ?, ?, ?)")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.setObject(3, Ids.next());
      statement.setString(4, endpoint.sealedSecret());
      statement.setObject(5, DeliveryStatements.utc(until));
      statement.executeUpdate();
    }
  }

  static void drop(Connection connection, Endpoint endpoint, Instant until) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from webhooks.former_secret"
                + " where workspace_id = ? and endpoint_id = ? and expires_at <= ?")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.setObject(3, DeliveryStatements.utc(until));
      statement.executeUpdate();
    }
  }
}
