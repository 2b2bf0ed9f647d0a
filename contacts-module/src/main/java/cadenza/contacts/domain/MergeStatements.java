package cadenza.contacts.domain;

import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statements by which contacts go or become one; a generated repository cannot hold them. */
final class MergeStatements {
  private static final String GOING = "hashtextextended('contacts that go ' || ?::uuid::text, 0))";

  private MergeStatements() {}

  static Optional<UUID> mergedInto(Connection connection, UUID workspaceId, UUID contactId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select kept_id from contacts.contact_merge where workspace_id = ? and merged_id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, contactId);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.<UUID>empty();
      }
    }
  }

  static List<UUID> mergedFrom(Connection connection, UUID workspaceId, UUID contactId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select merged_id from contacts.contact_merge where workspace_id = ? and kept_id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, contactId);
      var ids = new ArrayList<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  static Set<UUID> held(Connection connection, UUID workspaceId, Collection<UUID> contactIds)
      throws SQLException {
    return locking(connection, workspaceId, contactIds, "key share");
  }

  /** None of the workspace's contacts goes before the end of the transaction. */
  static void letNobodyGo(Connection connection, UUID workspaceId) throws SQLException {
    turn(connection, "select pg_advisory_xact_lock_shared(" + GOING, workspaceId);
  }

  private static void turn(Connection connection, String query, UUID workspaceId)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setObject(1, workspaceId);
      statement.execute();
    }
  }

  /** Once nobody counts on the contacts of the workspace, which is asked before any is locked. */
  static void lockToGo(Connection connection, UUID workspaceId, Collection<UUID> contactIds)
      throws SQLException {
    turn(connection, "select pg_advisory_xact_lock(" + GOING, workspaceId);
    locking(connection, workspaceId, contactIds, "update");
  }

  private static Set<UUID> locking(
      Connection connection, UUID workspaceId, Collection<UUID> contactIds, String strength)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select id from contacts.contact where workspace_id = ? and id "
                + SqlArrays.among(contactIds)
                + " order by id for "
                + strength)) {
      statement.setObject(1, workspaceId);
      SqlArrays.among(statement, 2, contactIds);
      var ids = new HashSet<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  static void moveSurroundings(
      Connection connection, UUID workspaceId, UUID from, UUID to, Instant at) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with addresses as (
              update contacts.contact_address set contact_id = ?
              where workspace_id = ? and contact_id = ?),
            earlier as (
              update contacts.contact_merge set kept_id = ?
              where workspace_id = ? and kept_id = ?),
            labels as (
              insert into contacts.contact_label (workspace_id, label_id, contact_id, applied_at)
              select workspace_id, label_id, ?, applied_at from contacts.contact_label
              where workspace_id = ? and contact_id = ?
              on conflict do nothing)
            insert into contacts.contact_merge (workspace_id, merged_id, kept_id, merged_at)
            values (?, ?, ?, ?)
            """)) {
      int i = 1;
      for (int part = 0; part < 3; part++) {
        statement.setObject(i++, to);
        statement.setObject(i++, workspaceId);
        statement.setObject(i++, from);
      }
      statement.setObject(i++, workspaceId);
      statement.setObject(i++, from);
      statement.setObject(i++, to);
      statement.setObject(i, at.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  static void forgetSubjects(Connection connection, UUID workspaceId, Collection<String> subjects)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update contacts.suppression set subject = null, evidence = null,"
                + " lift_evidence = null, version = version + 1"
                + " where workspace_id = ? and kind <> 'DOMAIN' and subject = any (?)")) {
      statement.setObject(1, workspaceId);
      SqlArrays.texts(statement, 2, subjects, subject -> subject);
      statement.executeUpdate();
    }
  }

  static void forgetMerges(Connection connection, UUID workspaceId, UUID contactId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.contact_merge where workspace_id = ? and kept_id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, contactId);
      statement.executeUpdate();
    }
  }
}
