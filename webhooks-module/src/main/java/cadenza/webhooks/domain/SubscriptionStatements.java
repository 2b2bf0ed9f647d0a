package cadenza.webhooks.domain;

import java.sql.Connection;
import java.sql.SQLException;

/** The statements of the subscriptions; a generated repository cannot hold them. */
final class SubscriptionStatements {
  private SubscriptionStatements() {}

  static void endSubscription(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.subscription set active_until = clock_timestamp()"
                + " where workspace_id = ? and endpoint_id = ? and active_until is null")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.executeUpdate();
    }
  }

  static void beginSubscription(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.subscription (workspace_id, id, endpoint_id, format,"
                + " all_types, event_types, active_from)"
                + " values (?, webhooks.next_id(), ?, ?, ?, ?, clock_timestamp())")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.setString(3, endpoint.format());
      statement.setBoolean(4, endpoint.allTypes());
      statement.setArray(5, connection.createArrayOf("text", endpoint.eventTypes().toArray()));
      statement.executeUpdate();
    }
  }
}
