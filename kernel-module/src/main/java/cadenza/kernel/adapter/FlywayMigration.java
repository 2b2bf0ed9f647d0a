package cadenza.kernel.adapter;

import cadenza.kernel.api.SchemaMigration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Migrates as the owner of the schemas, over a connection of its own, puts the wall between the
 * workspaces around every table, and then lets the login role of the product read and write the
 * rows, but own nothing.
 *
 * <p>Nodes that start together take turns: PostgreSQL refuses two that make a schema or give rights
 * at the same time. The turn is held by a session, so that it ends with its node.
 */
@ApplicationScoped
class FlywayMigration implements SchemaMigration {
  /** The same in every node; nothing else in this database uses advisory locks of two numbers. */
  private static final String TAKE_TURN = "select pg_advisory_lock(1667458670, 1)";

  @Inject
  @ConfigProperty(name = "cadenza.db.url")
  String url;

  @Inject
  @ConfigProperty(name = "cadenza.db.user")
  String user;

  @Inject
  @ConfigProperty(name = "cadenza.db.password")
  Optional<String> password;

  @Inject
  @ConfigProperty(name = "cadenza.db.owner-user")
  Optional<String> ownerUser;

  @Inject
  @ConfigProperty(name = "cadenza.db.owner-password")
  Optional<String> ownerPassword;

  @Override
  public void migrate(String module, ClassLoader resources) {
    var owner = ownerDataSource();
    try (var connection = owner.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TAKE_TURN);
      migrate(owner, module, resources);
      new WorkspaceWall(connection, ownerUser.filter(name -> !name.equals(user))).raise(module);
      openToLoginRole(connection, module);
    } catch (SQLException e) {
      throw new IllegalStateException("Schema " + module + " could not be prepared", e);
    }
  }

  private static void migrate(PGSimpleDataSource owner, String module, ClassLoader resources) {
    // On Liberty, Flyway finds a folder only by an empty file named flyway.location in it; without
    // that file it would find nothing and say so in the log only.
    var folder = "classpath:db/migration/" + module;
    var flyway =
        Flyway.configure(new PlainClassLoader(resources))
            .dataSource(owner)
            // with one role for all it stands before the same wall as the product
            .initSql(WorkspaceWall.AS_THE_ENGINE)
            .locations(folder)
            .callbackLocations(folder)
            .failOnMissingLocations(true)
            .defaultSchema(module)
            .schemas(module)
            .createSchemas(true)
            .validateMigrationNaming(true)
            .load();
    refuseNewer(module, flyway.info());
    flyway.migrate();
  }

  /** An older build would work on tables that it does not know; Flyway itself lets it. */
  private static void refuseNewer(String module, MigrationInfoService info) {
    for (var applied : info.applied()) {
      if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new IllegalStateException(
            "Schema "
                + module
                + " is at version "
                + applied.getVersion()
                + ", which this build does not know: the database belongs to a newer build of"
                + " Cadenza. Start that one, or restore the dump from before the upgrade.");
      }
    }
  }

  private PGSimpleDataSource ownerDataSource() {
    var owner = new PGSimpleDataSource();
    owner.setURL(url);
    owner.setUser(ownerUser.orElse(user));
    ownerPassword.or(() -> password).ifPresent(owner::setPassword);
    return owner;
  }

  private void openToLoginRole(Connection connection, String schema) throws SQLException {
    try (var statement = connection.createStatement()) {
      var role = statement.enquoteIdentifier(user, true);
      statement.execute("grant usage on schema " + schema + " to " + role);
      statement.execute(
          "grant select, insert, update, delete on all tables in schema " + schema + " to " + role);
      statement.execute("grant usage on all sequences in schema " + schema + " to " + role);
      statement.execute("grant execute on all functions in schema " + schema + " to " + role);
      statement.execute("revoke all on " + schema + ".flyway_schema_history from " + role);
      if (ownerUser.filter(name -> !name.equals(user)).isPresent()) {
        for (var view : views(statement, schema)) { // which show what their owner sees: all
          statement.execute("revoke all on " + view + " from " + role);
        }
      }
      for (var table : appendOnly(statement, schema)) {
        statement.execute("revoke update, delete, truncate on " + table + " from " + role);
      }
    }
  }

  private static List<String> views(Statement statement, String schema) throws SQLException {
    return names(
        statement,
        "select c.oid::regclass from pg_class c where c.relkind in ('v', 'm')"
            + " and c.relnamespace = '"
            + schema
            + "'::regnamespace");
  }

  /** A table is one by its comment, so that the migration that makes it says so. */
  private static List<String> appendOnly(Statement statement, String schema) throws SQLException {
    return names(
        statement,
        "select c.oid::regclass from pg_class c where c.relnamespace = '"
            + schema
            + "'::regnamespace and c.relkind = 'r'"
            + " and obj_description(c.oid, 'pg_class') like 'append-only%'");
  }

  private static List<String> names(Statement statement, String query) throws SQLException {
    try (var rows = statement.executeQuery(query)) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  /**
   * Keeps the server's loader out of sight: by its class name Flyway takes it for WebSphere's old
   * one and finds no file through it.
   */
  private static final class PlainClassLoader extends ClassLoader {
    PlainClassLoader(ClassLoader parent) {
      super(parent);
    }
  }
}
