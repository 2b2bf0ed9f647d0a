package cadenza.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL from its Maven artifact, in a folder of its own: binaries, data and log. It
 * listens on the loopback address only, and there it trusts everybody.
 */
public final class PostgresServer implements AutoCloseable {
  /** Owns the database and its schemas; migrations run as it. */
  public static final String OWNER = "cadenza_owner";

  /** What the product logs in as: it owns nothing and no row policy lets it pass. */
  public static final String USER = "cadenza";

  private static final String SUPERUSER = "postgres";
  private static final String DATABASE = "cadenza";

  /** The library unpacks its binaries once in the life of a process, for the first home alone. */
  private static @Nullable Path unpackedHere;

  private final Path home;
  private final int port;
  private final Process process;

  private PostgresServer(Path home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
  }

  /** Starts on the data of the last run, or makes it; an orphan on the same data is stopped. */
  public static PostgresServer start(Path home, int port) {
    try {
      Files.createDirectories(home);
      stopOrphan(home);
      var server = new PostgresServer(home, port, launch(home, port));
      server.awaitConnections();
      server.createRolesAndDatabase();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  private static Process launch(Path home, int port) throws IOException {
    var command = new ArrayList<String>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root; in a user namespace it does not see that it does.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binary(home).toString());
    command.addAll(List.of("-D", home.resolve("data").toString(), "-p", Integer.toString(port)));
    for (var setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "synchronous_commit=on",
            "fsync=on",
            "max_connections=200",
            "timezone=UTC",
            "log_timezone=UTC")) {
      command.addAll(List.of("-c", setting));
    }
    return new ProcessBuilder(Commands.detached(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("postgresql.log").toFile()))
        .start();
  }

  /** The first start unpacks the binaries and makes the data folder, both by the library. */
  private static synchronized Path binary(Path home) throws IOException {
    var binaries = home.resolve("binaries").resolve(version());
    var found = unpacked(binaries);
    if (found.isEmpty() || !Files.exists(home.resolve("data").resolve("PG_VERSION"))) {
      EmbeddedPostgres.builder()
          .setOverrideWorkingDirectory(binaries.toFile())
          .setDataDirectory(home.resolve("data"))
          .setCleanDataDirectory(false)
          .setRegisterShutdownHook(false)
          .setLocaleConfig("locale-provider", "builtin")
          .setLocaleConfig("builtin-locale", "C.UTF-8")
          .setLocaleConfig("locale", "C")
          .setServerConfig("unix_socket_directories", "")
          .setPGStartupWait(Duration.ofSeconds(60))
          .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
          .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
          .start()
          .close();
      found = unpacked(binaries);
    }
    if (!found.isEmpty()) {
      unpackedHere = found.get(0);
    }
    if (unpackedHere == null) {
      throw new IOException("There is no PostgreSQL under " + binaries);
    }
    return unpackedHere;
  }

  private static List<Path> unpacked(Path binaries) throws IOException {
    if (!Files.isDirectory(binaries)) {
      return List.of();
    }
    try (var folders = Files.list(binaries)) {
      return folders
          .map(folder -> folder.resolve("bin").resolve("postgres"))
          .filter(Files::isExecutable)
          .toList();
    }
  }

  private static String version() throws IOException {
    var versions = new Properties();
    try (var file = PostgresServer.class.getResourceAsStream("versions.properties")) {
      versions.load(file);
    }
    return versions.getProperty("postgresql");
  }

  /**
   * After a kill -9 of the launcher its PostgreSQL lives on, and PostgreSQL's own file in the data
   * folder names it. It must be of this folder and a postgres, for numbers are used again.
   */
  public static void stopOrphan(Path home) {
    var data = home.resolve("data");
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (lines.size() < 2 || !Path.of(lines.get(1)).equals(data.toAbsolutePath())) {
      return;
    }
    var orphan =
        ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
            .filter(found -> found.info().command().orElse("").contains("postgres"));
    if (orphan.isPresent()) {
      stop(orphan.get());
    }
  }

  private static void stop(ProcessHandle postmaster) {
    Commands.signal(postmaster, "INT");
    if (!PidFile.ended(postmaster, 20)) {
      postmaster.destroyForcibly();
      PidFile.ended(postmaster, 10);
    }
  }

  private void awaitConnections() {
    for (int attempt = 0; attempt < 600; attempt++) {
      try {
        connectTo(SUPERUSER, SUPERUSER).close();
        return;
      } catch (SQLException notYet) {
        if (endedWithin(100)) {
          throw new IllegalStateException(
              "PostgreSQL ended at once; see " + home.resolve("postgresql.log"), notYet);
        }
      }
    }
    throw new IllegalStateException("PostgreSQL takes no connection after a minute");
  }

  private boolean endedWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void createRolesAndDatabase() {
    try (var connection = connectTo(SUPERUSER, SUPERUSER);
        var statement = connection.createStatement()) {
      for (var role : List.of(OWNER, USER)) {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
          statement.execute("create role " + role + " login nosuperuser nobypassrls");
        }
      }
      statement.execute("grant pg_monitor, pg_signal_backend to " + OWNER); // it is the operator
      if (!exists(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
        statement.execute("create database " + DATABASE + " owner " + OWNER);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database could not be prepared", e);
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private Connection connectTo(String database, String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, "");
  }

  /** A connection to the product's database past every right, for tests and figures. */
  public Connection superuserConnection() throws SQLException {
    return connectTo(DATABASE, SUPERUSER);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  public int port() {
    return port;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  /** The folder it was started with, for a second start on the same data. */
  public Path home() {
    return home;
  }

  /** Takes no more work, closes every session, and ends with a checkpoint. */
  @Override
  public void close() {
    if (process.isAlive()) {
      stop(process.toHandle());
    }
  }

  /** Ends at once, as in a crash; the next start recovers from the log. */
  public void crash() {
    Commands.signal(process.toHandle(), "QUIT");
    PidFile.ended(process.toHandle(), 20);
  }
}
