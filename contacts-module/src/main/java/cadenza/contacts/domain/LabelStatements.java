package cadenza.contacts.domain;

import cadenza.contacts.api.ContactCard;
import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The set-based statements of labels; a generated repository cannot hold them. */
final class LabelStatements {
  private LabelStatements() {}

  /** The contacts are held, so that none goes between the look and the label. */
  static Set<UUID> apply(
      Connection connection,
      UUID workspaceId,
      UUID labelId,
      Collection<UUID> contactIds,
      Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with held as (
              select id from contacts.contact
              where workspace_id = ? and id = any (?::uuid[])
              order by id for key share)
            insert into contacts.contact_label (workspace_id, label_id, contact_id, applied_at)
            select ?, ?, h.id, ? from held h order by h.id
            on conflict do nothing
            returning contact_id
            """)) {
      statement.setObject(1, workspaceId);
      SqlArrays.uuids(statement, 2, contactIds, id -> id);
      statement.setObject(3, workspaceId);
      statement.setObject(4, labelId);
      statement.setObject(5, at.atOffset(ZoneOffset.UTC));
      var applied = new HashSet<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          applied.add(rows.getObject(1, UUID.class));
        }
      }
      return applied;
    }
  }

  static boolean take(Connection connection, UUID workspaceId, UUID labelId, UUID contactId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.contact_label"
                + " where workspace_id = ? and label_id = ? and contact_id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, labelId);
      statement.setObject(3, contactId);
      return statement.executeUpdate() == 1;
    }
  }

  static List<UUID> takeAll(
      Connection connection, UUID workspaceId, UUID labelId, Collection<UUID> contactIds)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with taken as (
              delete from contacts.contact_label
              where workspace_id = ? and label_id = ? and contact_id = any (?::uuid[])
              returning contact_id)
            select contact_id from taken order by contact_id
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, labelId);
      SqlArrays.uuids(statement, 3, contactIds, id -> id);
      var taken = new ArrayList<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.add(rows.getObject(1, UUID.class));
        }
      }
      return taken;
    }
  }

  static Map<UUID, List<ContactCard.Label>> carriedBy(
      Connection connection, UUID workspaceId, Collection<UUID> contactIds) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select c.contact_id, l.id, l.name
            from contacts.contact_label c
            join contacts.label l on l.workspace_id = c.workspace_id and l.id = c.label_id
            where c.workspace_id = ? and c.contact_id = any (?::uuid[])
            order by l.name_key
            """)) {
      statement.setObject(1, workspaceId);
      SqlArrays.uuids(statement, 2, contactIds, id -> id);
      var carried = new HashMap<UUID, List<ContactCard.Label>>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          carried
              .computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
              .add(new ContactCard.Label(rows.getObject(2, UUID.class), rows.getString(3)));
        }
      }
      return carried;
    }
  }
}
