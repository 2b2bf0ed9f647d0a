package cadenza.contacts.domain;

import cadenza.kernel.api.SqlArrays;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The statements of phones and profiles; a generated repository cannot hold them. */
final class HandleStatements {
  private HandleStatements() {}

  /** Whose it is. */
  record Held(UUID contactId, ContactHandle handle) {}

  /** What the contacts themselves say. */
  static List<Held> read(Connection connection, UUID workspaceId, Collection<UUID> contactIds)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select c.id, c.phone_numbers, c.profile_urls from unnest(?::uuid[]) as w(id)"
                + " join contacts.contact c on c.workspace_id = ? and c.id = w.id")) {
      SqlArrays.uuids(statement, 1, contactIds, id -> id);
      statement.setObject(2, workspaceId);
      var held = new ArrayList<Held>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var id = rows.getObject(1, UUID.class);
          ContactHandle.all(texts(rows.getArray(2)), texts(rows.getArray(3)))
              .forEach(handle -> held.add(new Held(id, handle)));
        }
      }
      return held;
    }
  }

  private static String[] texts(Array column) throws SQLException {
    return (String[]) column.getArray();
  }

  /** These and no others are the contacts'. */
  static void keep(
      Connection connection, UUID workspaceId, Collection<UUID> contactIds, List<Held> handles)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            delete from contacts.contact_handle h
            using unnest(?::uuid[]) as c(id)
            where h.workspace_id = ? and h.contact_id = c.id
              and not exists (
                select from unnest(?::uuid[], ?::text[], ?::text[])
                  as w (contact_id, kind, handle_key)
                where w.contact_id = h.contact_id and w.kind = h.kind
                  and w.handle_key = h.handle_key)
            """)) {
      SqlArrays.uuids(statement, 1, contactIds, id -> id);
      statement.setObject(2, workspaceId);
      bind(statement, 3, handles);
      statement.executeUpdate();
    }
    add(connection, workspaceId, handles);
  }

  static void add(Connection connection, UUID workspaceId, List<Held> handles) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into contacts.contact_handle (workspace_id, kind, handle_key, contact_id)
            select ?, w.kind, w.handle_key, w.contact_id
            from unnest(?::uuid[], ?::text[], ?::text[]) as w (contact_id, kind, handle_key)
            on conflict do nothing
            """)) {
      statement.setObject(1, workspaceId);
      bind(statement, 2, handles);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, int from, List<Held> handles)
      throws SQLException {
    SqlArrays.uuids(statement, from, handles, Held::contactId);
    SqlArrays.texts(statement, from + 1, handles, one -> one.handle().kind().name());
    SqlArrays.texts(statement, from + 2, handles, one -> one.handle().key());
  }
}
