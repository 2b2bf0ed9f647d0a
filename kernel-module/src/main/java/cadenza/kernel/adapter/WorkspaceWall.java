package cadenza.kernel.adapter;

import cadenza.kernel.api.CurrentWorkspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Row level security for every table of a schema that has a {@code workspace_id}, and for the one
 * named {@code workspace}: a transaction sees and writes the rows of the workspace that it is
 * marked with, all of them when it is the engine's, and none when it is nobody's. The owner, as
 * whom views and migrations run, sees all; where the product logs in as the owner itself, it does
 * not.
 *
 * <p>A table that stands behind the wall already is not touched, so a node that starts waits for
 * nobody's transaction. Whoever changes what the policies say changes their name with it.
 */
class WorkspaceWall {
  /** For the length of a session. */
  static final String AS_THE_ENGINE = "set cadenza.workspace = 'engine'";

  private static final String ENGINE = "engine";
  private static final String POLICY = "workspace_1";
  private static final String OWNERS_POLICY = "owner_1";

  /** As sub-selects these are evaluated once in a statement and not once for each row. */
  private static final String IS_THE_ENGINE =
      "(select current_setting('cadenza.workspace', true) = '" + ENGINE + "')";

  private static final String WORKSPACE =
      "(select nullif(nullif(current_setting('cadenza.workspace', true), ''), '"
          + ENGINE
          + "')::uuid)";

  private record Table(String name, String column) {}

  private final Connection connection;
  private final Optional<String> owner;

  /**
   * @param connection as the owner of the tables
   * @param owner empty where that is also the product's own role
   */
  WorkspaceWall(Connection connection, Optional<String> owner) {
    this.connection = connection;
    this.owner = owner;
  }

  static String marker(CurrentWorkspace workspace) {
    return workspace.isEngine() ? ENGINE : workspace.id().map(UUID::toString).orElse("");
  }

  void raise(String schema) throws SQLException {
    for (var table : open(schema)) {
      connection.setAutoCommit(false); // other nodes work meanwhile, and never see half of it
      try {
        raise(table);
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /** The tables that have no wall, or not all of it. */
  private List<Table> open(String schema) throws SQLException {
    var tables = new ArrayList<Table>();
    try (var statement =
        connection.prepareStatement(
            """
            select format('%I.%I', n.nspname, c.relname), a.attname
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
              and a.attname = case c.relname when 'workspace' then 'id' else 'workspace_id' end
            where n.nspname = ? and c.relkind in ('r', 'p')
              and not (c.relrowsecurity and c.relforcerowsecurity
                and (select count(*) from pg_policy p
                     where p.polrelid = c.oid and p.polname in (?, ?)) = ?)
            order by 1
            """)) {
      statement.setString(1, schema);
      statement.setString(2, POLICY);
      statement.setString(3, OWNERS_POLICY);
      statement.setInt(4, owner.isPresent() ? 2 : 1);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.add(new Table(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return tables;
  }

  private void raise(Table table) throws SQLException {
    var own = IS_THE_ENGINE + " or " + table.column() + " = " + WORKSPACE;
    try (var statement = connection.createStatement()) {
      var on = " on " + table.name();
      statement.execute("drop policy if exists " + POLICY + on);
      statement.execute(
          "create policy " + POLICY + on + " using (" + own + ") with check (" + own + ")");
      statement.execute("drop policy if exists " + OWNERS_POLICY + on);
      if (owner.isPresent()) {
        var role = statement.enquoteIdentifier(owner.get(), true);
        statement.execute("create policy " + OWNERS_POLICY + on + " to " + role + " using (true)");
      }
      statement.execute(
          "alter table " + table.name() + " enable row level security, force row level security");
    }
  }
}
