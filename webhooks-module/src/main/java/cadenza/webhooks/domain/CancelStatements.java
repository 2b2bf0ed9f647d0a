package cadenza.webhooks.domain;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * How what is pending ends without an attempt; a generated repository cannot hold it. It comes last
 * of all that changes an endpoint: the relay, the endpoint, its deliveries in the order of their
 * ids.
 */
final class CancelStatements {
  private CancelStatements() {}

  static void cancel(Connection connection, UUID workspaceId, UUID endpointId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update webhooks.delivery d
            set status = 'CANCELLED', next_attempt_at = null
            from (
              select id from webhooks.delivery
              where workspace_id = ? and endpoint_id = ? and status = 'PENDING'
              order by id for update) p
            where d.workspace_id = ? and d.id = p.id
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, endpointId);
      statement.setObject(3, workspaceId);
      statement.executeUpdate();
    }
  }
}
