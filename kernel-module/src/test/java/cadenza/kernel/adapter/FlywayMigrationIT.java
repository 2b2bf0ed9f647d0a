package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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

  private static void startTogether(int nodes) throws Exception {
    var ready = new CyclicBarrier(nodes);
    var threads = Executors.newFixedThreadPool(nodes);
    Callable<Boolean> node =
        () -> {
          var migration = new FlywayMigration();
          migration.url = postgres.getJdbcUrl("postgres", "postgres");
          migration.user = "cadenza";
          migration.password = Optional.empty();
          migration.ownerUser = Optional.of("postgres");
          migration.ownerPassword = Optional.empty();
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
