package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.domain.ReplyNumbers.Thing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The statements of Reply.io's numbers; a generated repository cannot hold them. */
final class ReplyNumberStatements {
  private ReplyNumberStatements() {}

  static Map<Thing, Integer> known(
      Connection connection, UUID workspaceId, Collection<Thing> things) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select n.kind, n.id, n.number
            from unnest(?::text[], ?::uuid[]) w (kind, id)
            join webhooks.reply_number n
              on n.workspace_id = ? and n.kind = w.kind and n.id = w.id
            """)) {
      SqlArrays.texts(statement, 1, things, Thing::kind);
      SqlArrays.uuids(statement, 2, things, Thing::id);
      statement.setObject(3, workspaceId);
      var numbers = new HashMap<Thing, Integer>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.put(new Thing(rows.getString(1), rows.getObject(2, UUID.class)), rows.getInt(3));
        }
      }
      return numbers;
    }
  }

  static void takeTurn(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 17))")) {
      statement.setString(1, "reply numbers " + workspaceId);
      statement.execute();
    }
  }

  static void give(Connection connection, UUID workspaceId, Collection<Thing> things)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into webhooks.reply_number (workspace_id, kind, id, number)
            select ?, w.kind, w.id,
              coalesce((select max(n.number) from webhooks.reply_number n
                  where n.workspace_id = ? and n.kind = w.kind), 0)
                + row_number() over (partition by w.kind order by w.place)
            from unnest(?::text[], ?::uuid[]) with ordinality w (kind, id, place)
            where not exists (select from webhooks.reply_number n
              where n.workspace_id = ? and n.kind = w.kind and n.id = w.id)
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, workspaceId);
      SqlArrays.texts(statement, 3, things, Thing::kind);
      SqlArrays.uuids(statement, 4, things, Thing::id);
      statement.setObject(5, workspaceId);
      statement.executeUpdate();
    }
  }

  static Map<UUID, UUID> owners(
      Connection connection, UUID workspaceId, Collection<UUID> endpointIds) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select id, owner_id from webhooks.endpoint"
                + " where workspace_id = ? and id = any(?::uuid[]) and owner_id is not null")) {
      statement.setObject(1, workspaceId);
      SqlArrays.uuids(statement, 2, endpointIds, id -> id);
      var owners = new HashMap<UUID, UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          owners.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
        }
      }
      return owners;
    }
  }
}
