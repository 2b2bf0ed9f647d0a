package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FlywayMigrationIT {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    execute("create role cadenza login");
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void nodes_that_start_together_all_start() throws Exception {
    for (int round = 0; round < 5; round++) {
      execute("drop schema if exists started cascade");
      startTogether(4);
      startTogether(4);
    }

    assertThat(read("select has_table_privilege('cadenza', 'started.thing', 'insert')")).isTrue();
    assertThat(
            read(
                "select has_table_privilege('cadenza', 'started.flyway_schema_history', 'select')"))
        .isFalse();
  }

  @Test
  void a_database_of_an_older_build_is_brought_up_to_date_with_its_rows(@TempDir Path folder)
      throws Exception {
    var older = build(folder.resolve("older"), FIRST);
    var newer = build(folder.resolve("newer"), FIRST, SECOND);
    start("upgraded", older);
    execute("insert into upgraded.thing values (1, 'kept')");

    start("upgraded", newer);
    start("upgraded", newer);

    assertThat(read("select name = 'kept' and color = 'none' from upgraded.thing")).isTrue();
    assertThat(read("select count(*) = 2 from upgraded.flyway_schema_history where version > '0'"))
        .isTrue();
    execute("set role cadenza; insert into upgraded.thing values (2, 'new', 'red')");
  }

  @Test
  void an_older_build_leaves_the_database_of_a_newer_one_alone_and_says_why(@TempDir Path folder)
      throws Exception {
    var older = build(folder.resolve("older"), FIRST);
    start("newer", build(folder.resolve("newer"), FIRST, SECOND));
    execute("revoke insert on newer.thing from cadenza");

    assertThatThrownBy(() -> start("newer", older))
        .hasMessageContaining("Schema newer is at version 002")
        .hasMessageContaining("a newer build");

    assertThat(read("select not has_table_privilege('cadenza', 'newer.thing', 'insert')")).isTrue();
  }

  @Test
  void a_migration_that_was_changed_after_it_ran_is_refused(@TempDir Path folder) throws Exception {
    start("changed", build(folder.resolve("one"), FIRST));
    var other = build(folder.resolve("other"), FIRST + "-- changed");

    assertThatThrownBy(() -> start("changed", other)).hasMessageContaining("checksum");
  }

  private static final String FIRST = "create table thing (id int primary key, name text);";
  private static final String SECOND =
      "alter table thing add column color text not null default 'none';";

  /** A build as its migrations see it: the same folder for whatever schema. */
  private static ClassLoader build(Path root, String... migrations) throws Exception {
    for (var schema : new String[] {"upgraded", "newer", "changed"}) {
      var folder = Files.createDirectories(root.resolve("db/migration/" + schema));
      for (int i = 0; i < migrations.length; i++) {
        Files.writeString(folder.resolve("V00" + (i + 1) + "__step.sql"), migrations[i]);
      }
    }
    return new URLClassLoader(
        new URL[] {root.toUri().toURL()}, FlywayMigrationIT.class.getClassLoader());
  }

  private static void start(String schema, ClassLoader build) {
    node().migrate(schema, build);
  }

  private static FlywayMigration node() {
    var migration = new FlywayMigration();
    migration.url = postgres.getJdbcUrl("postgres", "postgres");
    migration.user = "cadenza";
    migration.password = Optional.empty();
    migration.ownerUser = Optional.of("postgres");
    migration.ownerPassword = Optional.empty();
    return migration;
  }

  private static void startTogether(int nodes) throws Exception {
    var ready = new CyclicBarrier(nodes);
    var threads = Executors.newFixedThreadPool(nodes);
    Callable<Boolean> node =
        () -> {
          var migration = node();
          ready.await();
          migration.migrate("started", FlywayMigrationIT.class.getClassLoader());
          return true;
        };
    try {
      for (var started :
          threads.invokeAll(IntStream.range(0, nodes).mapToObj(i -> node).toList())) {
        assertThat(started.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean read(String sql) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
