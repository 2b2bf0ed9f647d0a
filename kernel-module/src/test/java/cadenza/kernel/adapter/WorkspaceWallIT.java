package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the login role of the product sees of a schema that stands behind the wall. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspaceWallIT {
  private static final String A = "0000000a-0000-7000-8000-000000000000";
  private static final String B = "0000000b-0000-7000-8000-000000000000";

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    asSuperuser("create role owning login; create role product login");
    asSuperuser("grant create on database postgres to owning, product");
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void make() throws SQLException {
    asSuperuser("drop schema if exists walled cascade");
    migrate(Optional.of("owning"), "owning");
  }

  private static void migrate(Optional<String> owner, String makes) throws SQLException {
    try (var connection = as(makes)) {
      execute(
          connection,
          "create schema walled",
          "create table walled.workspace (id uuid primary key)",
          "create table walled.thing (workspace_id uuid, name text) partition by list (name)",
          "create table walled.part partition of walled.thing default",
          "create table walled.plain (name text)",
          "create view walled.seen as select name from walled.thing");
      new WorkspaceWall(connection, owner).raise("walled");
      execute(
          connection,
          "grant usage on schema walled to product",
          "grant all on all tables in schema walled to product",
          "insert into walled.plain values ('free')");
    }
    asSuperuser(
        "insert into walled.workspace values ('" + A + "'), ('" + B + "')",
        "insert into walled.thing values ('" + A + "', 'of a'), ('" + B + "', 'of b')");
  }

  @Test
  void nobody_sees_a_row() throws SQLException {
    try (var product = as("product")) {
      assertThat(values(product, "select name from walled.thing")).isEmpty();
      assertThat(values(product, "select name from walled.part")).isEmpty();
      assertThat(values(product, "select id from walled.workspace")).isEmpty();
      assertThat(values(product, "select name from walled.plain")).containsExactly("free");
      mark(product, "");
      assertThat(values(product, "select name from walled.thing")).isEmpty();
    }
  }

  @Test
  void a_workspace_sees_and_writes_its_own_rows_only() throws SQLException {
    try (var product = as("product")) {
      mark(product, B);

      assertThat(values(product, "select name from walled.thing")).containsExactly("of b");
      assertThat(values(product, "select id::text from walled.workspace")).containsExactly(B);
      assertThat(changed(product, "update walled.thing set name = 'x' where name = 'of a'"))
          .isZero();
      assertThat(changed(product, "delete from walled.thing where name = 'of a'")).isZero();
      assertThatThrownBy(
              () -> changed(product, "insert into walled.thing values ('" + A + "', '')"))
          .hasMessageContaining("row-level security");
      assertThatThrownBy(
              () -> changed(product, "update walled.thing set workspace_id = '" + A + "'"))
          .hasMessageContaining("row-level security");
      assertThat(changed(product, "insert into walled.thing values ('" + B + "', 'new')")).isOne();
    }
  }

  @Test
  void the_engine_sees_every_row() throws SQLException {
    try (var product = as("product")) {
      mark(product, "engine");

      assertThat(values(product, "select name from walled.thing"))
          .containsExactlyInAnyOrder("of a", "of b");
    }
  }

  @Test
  void views_show_what_their_owner_sees() throws SQLException {
    try (var product = as("product")) {
      assertThat(values(product, "select name from walled.seen"))
          .containsExactlyInAnyOrder("of a", "of b");
    }
  }

  @Test
  void a_second_start_changes_nothing_and_waits_for_nobody() throws SQLException {
    try (var busy = as("product");
        var owner = as("owning")) {
      mark(busy, B);
      busy.setAutoCommit(false);
      assertThat(changed(busy, "update walled.thing set name = 'busy'")).isOne();

      execute(owner, "set lock_timeout = '1s'");
      new WorkspaceWall(owner, Optional.of("owning")).raise("walled");
    }
  }

  @Test
  void a_table_that_came_later_or_lost_its_wall_gets_it() throws SQLException {
    try (var owner = as("owning");
        var product = as("product")) {
      execute(
          owner,
          "create table walled.later (workspace_id uuid)",
          "grant all on walled.later to product",
          "alter table walled.part no force row level security",
          "drop policy workspace_1 on walled.workspace");

      new WorkspaceWall(owner, Optional.of("owning")).raise("walled");

      mark(product, B);
      assertThatThrownBy(() -> changed(product, "insert into walled.later values ('" + A + "')"))
          .hasMessageContaining("row-level security");
    }
    assertThat(
            values(
                postgres.getPostgresDatabase().getConnection(),
                "select relname from pg_class where relnamespace = 'walled'::regnamespace"
                    + " and relforcerowsecurity order by 1"))
        .containsExactly("later", "part", "thing", "workspace");
  }

  @Test
  void a_role_that_owns_the_tables_itself_stands_before_the_same_wall() throws SQLException {
    asSuperuser("drop schema walled cascade");
    migrate(Optional.empty(), "product");

    try (var product = as("product")) {
      assertThat(values(product, "select name from walled.thing")).isEmpty();
      mark(product, B);
      assertThat(values(product, "select name from walled.thing")).containsExactly("of b");
    }
  }

  private static Connection as(String user) throws SQLException {
    return DriverManager.getConnection(postgres.getJdbcUrl(user, "postgres"), user, "");
  }

  private static void mark(Connection connection, String marker) throws SQLException {
    execute(connection, "select set_config('cadenza.workspace', '" + marker + "', false)");
  }

  private static void asSuperuser(String... statements) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection()) {
      execute(connection, statements);
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static int changed(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static List<String> values(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
