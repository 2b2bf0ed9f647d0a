package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.domain.Endpoints.Failing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** How endpoints have been answering of late; {@link DeliveryStatements#settle} writes it down. */
final class HealthStatements {
  private HealthStatements() {}

  static List<Failing> failing(
      Connection connection, Collection<DueDelivery> told, Instant since, Instant lately)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select s.workspace_id, s.endpoint_id, s.first_failed_at
            from (select distinct * from unnest(?::uuid[], ?::uuid[])) t (workspace_id, id)
            join webhooks.endpoint_state s
              on s.workspace_id = t.workspace_id and s.endpoint_id = t.id
            join webhooks.endpoint e
              on e.workspace_id = t.workspace_id and e.id = t.id and e.status = 'ENABLED'
            where s.first_failed_at <= ? and s.last_failed_at >= ?
            order by s.endpoint_id
            """)) {
      SqlArrays.uuids(statement, 1, told, DueDelivery::workspaceId);
      SqlArrays.uuids(statement, 2, told, DueDelivery::endpointId);
      statement.setObject(3, DeliveryStatements.utc(since));
      statement.setObject(4, DeliveryStatements.utc(lately));
      var failing = new ArrayList<Failing>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          failing.add(
              new Failing(
                  rows.getObject(1, UUID.class),
                  rows.getObject(2, UUID.class),
                  rows.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
      return failing;
    }
  }

  static void keep(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.endpoint_state (workspace_id, endpoint_id) values (?, ?)"
                + " on conflict do nothing")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.executeUpdate();
    }
  }

  static void forgive(Connection connection, Endpoint endpoint) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.endpoint_state set first_failed_at = null, last_failed_at = null,"
                + " unreachable = 0, probe_until = null"
                + " where workspace_id = ? and endpoint_id = ?")) {
      statement.setObject(1, endpoint.workspaceId());
      statement.setObject(2, endpoint.id());
      statement.executeUpdate();
    }
  }
}
