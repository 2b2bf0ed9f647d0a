package cadenza.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A PostgreSQL of its own, with the settings under which the peers were measured: everything that
 * makes a commit durable is on.
 */
final class Postgres implements AutoCloseable {
  static final String USER = "perf";

  /** What Cadenza logs in as, so that it works behind its wall of row policies. */
  static final String PRODUCT = "cadenza";

  private final EmbeddedPostgres server;
  private final Path data;
  private final int port;

  private Postgres(EmbeddedPostgres server, Path data, int port) {
    this.server = server;
    this.data = data;
    this.port = port;
  }

  /** The data lies in {@code <home>/pg/data}, where the peers' harness looks for it too. */
  static Postgres start(Path home, int port) throws IOException, SQLException {
    var data = home.resolve("pg/data");
    Files.createDirectories(data.getParent());
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            .setOverrideWorkingDirectory(home.resolve("pg/bin").toFile())
            .setPort(port)
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("effective_cache_size", "4GB")
            .setServerConfig("maintenance_work_mem", "512MB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("checkpoint_timeout", "15min")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("jit", "off")
            .setServerConfig("track_commit_timestamp", "on")
            .start();
    var postgres = new Postgres(server, data, port);
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create role " + USER + " superuser login");
      statement.execute("create role " + PRODUCT + " nosuperuser nobypassrls login");
    }
    return postgres;
  }

  int port() {
    return port;
  }

  /** The process whose children are the backends. */
  long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, "");
  }

  void recreate(String database) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists " + database + " with (force)");
      statement.execute("create database " + database);
      statement.execute("checkpoint");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
