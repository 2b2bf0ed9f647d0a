package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * How what is pending ends without an attempt; a generated repository cannot hold it. It comes last
 * of all that changes an endpoint: the relay, the endpoint, its deliveries in the order of their
 * ids, and then how it answers.
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

  static void cancel(
      Connection connection, Collection<UUID> endpoints, List<DueDelivery> settledNext)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with over as (select unnest(?::uuid[]) as endpoint_id),
            meant as (
              select d.workspace_id, d.id from over o
              join webhooks.delivery d on d.endpoint_id = o.endpoint_id
              where d.status = 'PENDING'
              union
              select * from unnest(?::uuid[], ?::uuid[])),
            held as (
              select d.workspace_id, d.id from meant m
              join webhooks.delivery d on d.workspace_id = m.workspace_id and d.id = m.id
              order by d.id for update of d)
            update webhooks.delivery d
            set status = 'CANCELLED', next_attempt_at = null
            from held h
            where d.workspace_id = h.workspace_id and d.id = h.id and d.status = 'PENDING'
              and d.endpoint_id in (select endpoint_id from over)
            """)) {
      SqlArrays.uuids(statement, 1, endpoints, id -> id);
      SqlArrays.uuids(statement, 2, settledNext, DueDelivery::workspaceId);
      SqlArrays.uuids(statement, 3, settledNext, DueDelivery::id);
      statement.executeUpdate();
    }
  }
}
