package cadenza.product;

import cadenza.launcher.LibertyServer;
import cadenza.launcher.LibertyServer.Installation;
import cadenza.launcher.Ports;
import cadenza.launcher.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A server in a process of its own on a database of its own, which share nothing with the suite.
 */
public final class OwnServer implements AutoCloseable {
  private final Installation installation;
  private final int httpPort = Ports.free();
  private final Map<String, String> variables = new HashMap<>();
  private PostgresServer database;
  private LibertyServer server;

  private OwnServer(Installation installation, Map<String, String> settings) {
    this.installation = installation;
    this.database = PostgresServer.start(installation.home().resolve("postgresql"), Ports.free());
    var all = new HashMap<>(Product.settings(database));
    all.putAll(settings);
    all.forEach((name, value) -> variables.put(variable(name), value));
    this.server = boot();
  }

  /** How a setting is called in an environment; what is none is left as it is. */
  private static String variable(String name) {
    return name.startsWith("cadenza.")
        ? name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
        : name;
  }

  /**
   * Starts what the build has made, and waits until it is ready.
   *
   * @param name of the server and of its folder below {@code target}
   * @param settings besides those that every server of the tests has; a name that is no setting is
   *     a variable of the environment
   */
  public static OwnServer start(String name, Map<String, String> settings) {
    return start(name, Product.root().resolve("ear/target/cadenza.ear"), settings);
  }

  /** The same with another application. */
  public static OwnServer start(String name, Path ear, Map<String, String> settings) {
    var home = Folders.emptied(Path.of("target", name).toAbsolutePath());
    var built = Installation.ofBuild(Product.root(), home, "512m");
    return new OwnServer(
        new Installation(
            built.runtime(), built.serverXml(), ear, home, built.heap(), name, built.jvmOptions()),
        settings);
  }

  private LibertyServer boot() {
    return LibertyServer.start(installation, httpPort, variables).awaitReady(Duration.ofMinutes(4));
  }

  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** Every scope, in the first workspace. */
  public Api api() {
    return Product.operator(url());
  }

  /** Every scope, in a new workspace. */
  public Api workspace(String name) {
    var opened = api().post("/v1/workspaces", "{\"name\": \"" + name + "\"}").expect(201).json();
    return new Api(url(), opened.getJsonObject("token").getString("token"));
  }

  /** The server ends at once, as in a crash, and starts again. */
  public void crash() {
    server.kill();
    server = boot();
  }

  /** The database ends at once, as in a crash, and recovers; the server notices by itself. */
  public void crashDatabase() {
    database.crash();
    database = PostgresServer.start(database.home(), database.port());
  }

  /** The server ends in order; the database goes on. */
  public void stop() {
    server.close();
  }

  public List<String> query(String sql) throws SQLException {
    return query(database, sql);
  }

  public void execute(String sql) throws SQLException {
    execute(database, sql);
  }

  /** The first column of the rows, whatever the row policies say. */
  public static List<String> query(PostgresServer database, String sql) throws SQLException {
    var answers = new ArrayList<String>();
    try (var connection = database.superuserConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        answers.add(row.getString(1));
      }
    }
    return answers;
  }

  public static void execute(PostgresServer database, String sql) throws SQLException {
    try (var connection = database.superuserConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
