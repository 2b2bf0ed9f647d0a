package cadenza.contacts.domain;

import cadenza.kernel.api.SqlArrays;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    var had = kept(connection, workspaceId, contactIds);
    var wanted = new LinkedHashSet<>(handles);
    drop(connection, workspaceId, had.stream().filter(one -> !wanted.contains(one)).toList());
    add(connection, workspaceId, wanted.stream().filter(one -> !had.contains(one)).toList());
  }

  /**
   * As they are searched by now. Contact by contact: a join would go through all handles of the
   * workspace where the statistics know of few.
   */
  private static Set<Held> kept(
      Connection connection, UUID workspaceId, Collection<UUID> contactIds) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select h.contact_id, h.kind, h.handle_key from unnest(?::uuid[]) as c(id)
            cross join lateral (
              select * from contacts.contact_handle
              where workspace_id = ? and contact_id = c.id offset 0) h
            """)) {
      SqlArrays.uuids(statement, 1, contactIds, id -> id);
      statement.setObject(2, workspaceId);
      var held = new HashSet<Held>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var kind = ContactHandle.Kind.valueOf(rows.getString(2));
          held.add(
              new Held(rows.getObject(1, UUID.class), new ContactHandle(kind, rows.getString(3))));
        }
      }
      return held;
    }
  }

  private static void drop(Connection connection, UUID workspaceId, List<Held> handles)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.contact_handle"
                + " where workspace_id = ? and kind = ? and handle_key = ? and contact_id = ?")) {
      for (var one : handles) {
        statement.setObject(1, workspaceId);
        statement.setString(2, one.handle().kind().name());
        statement.setString(3, one.handle().key());
        statement.setObject(4, one.contactId());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static void add(Connection connection, UUID workspaceId, List<Held> handles) throws SQLException {
    if (handles.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            """
            insert into contacts.contact_handle (workspace_id, kind, handle_key, contact_id)
            select ?, w.kind, w.handle_key, w.contact_id
            from unnest(?::uuid[], ?::text[], ?::text[]) as w (contact_id, kind, handle_key)
            on conflict do nothing
            """)) {
      statement.setObject(1, workspaceId);
      SqlArrays.uuids(statement, 2, handles, Held::contactId);
      SqlArrays.texts(statement, 3, handles, one -> one.handle().kind().name());
      SqlArrays.texts(statement, 4, handles, one -> one.handle().key());
      statement.executeUpdate();
    }
  }
}
