package cadenza.contacts.domain;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which contact holds an address, and the companies that addresses bring about. */
final class AddressStatements {
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
      """;

  private static final String UNLESS_THERE = " on conflict do nothing";

  /** Who is there already is asked as of the time before the turn came. */
  private static final String CLAIM_IN_TURN =
      """
      with turn as materialized (select pg_advisory_xact_lock(hashtextextended(?, 0))),
      claimed as (
        insert into contacts.contact_address (workspace_id, address_key, contact_id)
        select ?, ?, ? from turn
        on conflict do nothing
        returning contact_id)
      """;

  private static final String CLAIMANT =
      """
      select contact_id from claimed
      union all
      select contact_id from contacts.contact_address
      where workspace_id = ? and address_key = ? and not exists (select from claimed)
      """;

  private AddressStatements() {}

  /** What requests for one address take turns by. */
  static String turn(UUID workspaceId, String addressKey) {
    return workspaceId + "/" + addressKey;
  }

  static Optional<UUID> holder(Connection connection, UUID workspaceId, String addressKey)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select contact_id from contacts.contact_address"
                + " where workspace_id = ? and address_key = ?")) {
      statement.setObject(1, workspaceId);
      statement.setString(2, addressKey);
      return id(statement);
    }
  }

  /**
   * Answers with the claimant or, where there is one, the holder; empty where the address was taken
   * while the turn was waited for.
   *
   * @param company made with a claim that succeeds
   */
  static Optional<UUID> claimInTurn(
      Connection connection,
      UUID workspaceId,
      String addressKey,
      UUID contactId,
      @Nullable NewCompany company)
      throws SQLException {
    var made =
        company == null
            ? ""
            : ", company as ("
                + ENSURE_COMPANY
                + " and exists (select from claimed)"
                + UNLESS_THERE
                + ") ";
    try (var statement = connection.prepareStatement(CLAIM_IN_TURN + made + CLAIMANT)) {
      statement.setString(1, turn(workspaceId, addressKey));
      claim(statement, 2, workspaceId, contactId, addressKey);
      int next = company == null ? 5 : company(statement, 5, workspaceId, company);
      statement.setObject(next, workspaceId);
      statement.setString(next + 1, addressKey);
      return id(statement);
    }
  }

  private static Optional<UUID> id(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.<UUID>empty();
    }
  }

  /** Answers how many of them are the contact's now. */
  static int claim(Connection connection, UUID workspaceId, UUID contactId, Collection<String> keys)
      throws SQLException {
    if (keys.size() != 1) {
      return claimMany(connection, workspaceId, contactId, keys);
    }
    try (var statement = connection.prepareStatement(CLAIM_ONE)) {
      claim(statement, 1, workspaceId, contactId, keys.iterator().next());
      return statement.executeUpdate();
    }
  }

  /** Both with one statement, since most contacts have one address and a company. */
  static int claimWithCompany(
      Connection connection,
      UUID workspaceId,
      UUID contactId,
      String addressKey,
      NewCompany company)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "with company as (" + ENSURE_COMPANY + UNLESS_THERE + ") " + CLAIM_ONE)) {
      int next = company(statement, 1, workspaceId, company);
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

  static void dropBut(
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

  static void ensureCompany(Connection connection, UUID workspaceId, NewCompany company)
      throws SQLException {
    try (var statement = connection.prepareStatement(ENSURE_COMPANY + UNLESS_THERE)) {
      company(statement, 1, workspaceId, company);
      statement.executeUpdate();
    }
  }

  /** Answers which parameter is the next. */
  private static int company(
      PreparedStatement statement, int index, UUID workspaceId, NewCompany company)
      throws SQLException {
    var time = company.at().atOffset(ZoneOffset.UTC);
    statement.setObject(index, workspaceId);
    statement.setObject(index + 1, company.id());
    statement.setString(index + 2, company.domain());
    statement.setString(index + 3, company.name());
    statement.setObject(index + 4, time);
    statement.setObject(index + 5, time);
    statement.setObject(index + 6, workspaceId);
    statement.setString(index + 7, company.domain());
    return index + 8;
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
