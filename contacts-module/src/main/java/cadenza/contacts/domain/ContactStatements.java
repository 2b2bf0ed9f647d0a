package cadenza.contacts.domain;

import cadenza.contacts.api.Recipient;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The statements around contacts; a generated repository cannot hold them. */
final class ContactStatements {
  private static final String CLAIM_ONE =
      """
      insert into contacts.contact_address (workspace_id, address_key, contact_id)
      values (?, ?, ?)
      on conflict (workspace_id, address_key) do update
      set contact_id = excluded.contact_id
      where contact_address.contact_id = excluded.contact_id
      """;

  private static final String ENSURE_COMPANY =
      """
      insert into contacts.company
        (workspace_id, id, domain, name, created_at, updated_at, version)
      select ?, ?, ?, ?, ?, ?, 0
      where not exists (
        select from contacts.company where workspace_id = ? and domain = ?)
      on conflict do nothing
      """;

  private ContactStatements() {}

  static Map<UUID, Recipient> recipients(Connection connection, Collection<UUID> contactIds)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select "
                + RecipientRow.COLUMNS
                + " from contacts.contact c where c.id "
                + SqlArrays.among(contactIds))) {
      SqlArrays.among(statement, 1, contactIds);
      var found = new HashMap<UUID, Recipient>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var recipient = RecipientRow.read(rows);
          found.put(recipient.contactId(), recipient);
        }
      }
      if (found.size() < contactIds.size()) {
        addMerged(
            connection, contactIds.stream().filter(id -> !found.containsKey(id)).toList(), found);
      }
      return found;
    }
  }

  /** Nobody can delete or merge it before the end of the transaction. */
  static Optional<HeldRecipient> heldRecipient(
      Connection connection, UUID workspaceId, UUID contactId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select "
                + RecipientRow.COLUMNS
                + ", exists (select from contacts.suppression_key k"
                + " where k.workspace_id = c.workspace_id) as suppressing"
                + " from contacts.contact c where c.workspace_id = ? and c.id = ? for key share")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, contactId);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new HeldRecipient(RecipientRow.read(row), row.getBoolean("suppressing")))
            : Optional.<HeldRecipient>empty();
      }
    }
  }

  /** Who was merged into another contact is written to as that one. */
  private static void addMerged(
      Connection connection, Collection<UUID> contactIds, Map<UUID, Recipient> found)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select "
                + RecipientRow.COLUMNS
                + ", m.merged_id from contacts.contact_merge m join contacts.contact c"
                + " on c.workspace_id = m.workspace_id and c.id = m.kept_id"
                + " where m.merged_id = any (?::uuid[])")) {
      SqlArrays.uuids(statement, 1, contactIds, id -> id);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getObject("merged_id", UUID.class), RecipientRow.read(rows));
        }
      }
    }
  }

  static Optional<UUID> id(Connection connection, String query, UUID workspaceId, String addressKey)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setObject(1, workspaceId);
      statement.setString(2, addressKey);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.ofNullable(row.getObject(1, UUID.class))
            : Optional.<UUID>empty();
      }
    }
  }

  static int claimAddresses(
      Connection connection, UUID workspaceId, UUID contactId, Collection<String> keys)
      throws SQLException {
    if (keys.size() != 1) {
      return claimMany(connection, workspaceId, contactId, keys);
    }
    try (var statement = connection.prepareStatement(CLAIM_ONE)) {
      claim(statement, 1, workspaceId, contactId, keys.iterator().next());
      return statement.executeUpdate();
    }
  }

  /** Both with one statement, since most contacts that are made have one address and a company. */
  static int claimWithCompany(
      Connection connection,
      UUID workspaceId,
      UUID contactId,
      String addressKey,
      NewCompany company)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("with company as (" + ENSURE_COMPANY + ") " + CLAIM_ONE)) {
      int next = company(statement, workspaceId, company);
      claim(statement, next, workspaceId, contactId, addressKey);
      return statement.executeUpdate();
    }
  }

  private static void claim(
      PreparedStatement statement, int index, UUID workspaceId, UUID contactId, String addressKey)
      throws SQLException {
    statement.setObject(index, workspaceId);
    statement.setString(index + 1, addressKey);
    statement.setObject(index + 2, contactId);
  }

  private static int claimMany(
      Connection connection, UUID workspaceId, UUID contactId, Collection<String> keys)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into contacts.contact_address (workspace_id, address_key, contact_id)
            select ?, key, ? from unnest(?) as key order by key
            on conflict (workspace_id, address_key) do update
            set contact_id = excluded.contact_id
            where contact_address.contact_id = excluded.contact_id
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, contactId);
      SqlArrays.texts(statement, 3, keys, key -> key);
      return statement.executeUpdate();
    }
  }

  static void dropAddressesBut(
      Connection connection, UUID workspaceId, UUID contactId, Collection<String> keys)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.contact_address where workspace_id = ?"
                + " and contact_id = ? and address_key <> all (?)")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, contactId);
      SqlArrays.texts(statement, 3, keys, key -> key);
      statement.executeUpdate();
    }
  }

  /** Until the end of the transaction. */
  static void takeTurns(Connection connection, String what) throws SQLException {
    try (var statement =
        connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      statement.setString(1, what);
      statement.execute();
    }
  }

  static void keepHandles(
      Connection connection, UUID workspaceId, UUID contactId, Collection<ContactHandle> handles)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with wanted as (select * from unnest(?::text[], ?::text[]) as w (kind, handle_key)),
            dropped as (
              delete from contacts.contact_handle h
              where h.workspace_id = ? and h.contact_id = ?
                and not exists (select from wanted w
                  where w.kind = h.kind and w.handle_key = h.handle_key))
            insert into contacts.contact_handle (workspace_id, kind, handle_key, contact_id)
            select ?, w.kind, w.handle_key, ? from wanted w
            on conflict do nothing
            """)) {
      SqlArrays.texts(statement, 1, handles, handle -> handle.kind().name());
      SqlArrays.texts(statement, 2, handles, ContactHandle::key);
      statement.setObject(3, workspaceId);
      statement.setObject(4, contactId);
      statement.setObject(5, workspaceId);
      statement.setObject(6, contactId);
      statement.executeUpdate();
    }
  }

  static List<UUID> having(
      Connection connection, UUID workspaceId, ContactHandle handle, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select contact_id from contacts.contact_handle"
                + " where workspace_id = ? and kind = ? and handle_key = ?"
                + " order by contact_id desc limit ?")) {
      statement.setObject(1, workspaceId);
      statement.setString(2, handle.kind().name());
      statement.setString(3, handle.key());
      statement.setInt(4, atMost);
      var ids = new ArrayList<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  static void ensureCompany(Connection connection, UUID workspaceId, NewCompany company)
      throws SQLException {
    try (var statement = connection.prepareStatement(ENSURE_COMPANY)) {
      company(statement, workspaceId, company);
      statement.executeUpdate();
    }
  }

  /** Answers which parameter is the next. */
  private static int company(PreparedStatement statement, UUID workspaceId, NewCompany company)
      throws SQLException {
    var time = company.at().atOffset(ZoneOffset.UTC);
    statement.setObject(1, workspaceId);
    statement.setObject(2, company.id());
    statement.setString(3, company.domain());
    statement.setString(4, company.name());
    statement.setObject(5, time);
    statement.setObject(6, time);
    statement.setObject(7, workspaceId);
    statement.setString(8, company.domain());
    return 9;
  }

  static void ensureCompanies(
      Connection connection, UUID workspaceId, Collection<String> domains, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into contacts.company
              (workspace_id, id, domain, created_at, updated_at, version)
            select ?, w.id, w.domain, ?, ?, 0
            from unnest(?::uuid[], ?::text[]) as w (id, domain)
            where not exists (
              select from contacts.company c
              where c.workspace_id = ? and c.domain = w.domain)
            order by w.domain
            on conflict do nothing
            """)) {
      var time = at.atOffset(ZoneOffset.UTC);
      statement.setObject(1, workspaceId);
      statement.setObject(2, time);
      statement.setObject(3, time);
      SqlArrays.uuids(statement, 4, domains, domain -> Ids.next());
      SqlArrays.texts(statement, 5, domains, domain -> domain);
      statement.setObject(6, workspaceId);
      statement.executeUpdate();
    }
  }
}
