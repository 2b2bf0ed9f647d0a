package cadenza.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL with the schema of one module, made by that module's own migrations, and
 * transactions on it. Registered as a static extension it gives each test empty tables; the server
 * itself is started once in the life of a process and ends with it.
 *
 * @param <R> what a transaction works with: the module's repositories
 */
public class ModuleDatabase<R> implements BeforeEachCallback {
  private static final Map<String, EmbeddedPostgres> STARTED = new ConcurrentHashMap<>();
  private static final Map<Mapped, SessionFactory> SESSIONS = new ConcurrentHashMap<>();

  private final String module;
  private final Function<StatelessSession, R> repositories;
  private final List<Class<?>> entities;

  /** Tests of one module may know different rows of it. */
  private record Mapped(String module, List<Class<?>> entities) {}

  /**
   * @param module names the schema and the folder of its migrations
   * @param repositories makes them of a session
   */
  protected ModuleDatabase(
      String module, Function<StatelessSession, R> repositories, Class<?>... entities) {
    this.module = module;
    this.repositories = repositories;
    this.entities = List.of(entities);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    clear();
  }

  private EmbeddedPostgres server() {
    return STARTED.computeIfAbsent(module, any -> migrated());
  }

  private EmbeddedPostgres migrated() {
    var postgres = postgres();
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .locations("classpath:db/migration/" + module)
        .defaultSchema(module)
        .schemas(module)
        .load()
        .migrate();
    return postgres;
  }

  private SessionFactory sessions() {
    return SESSIONS.computeIfAbsent(new Mapped(module, entities), any -> mapped());
  }

  private SessionFactory mapped() {
    var configuration =
        new Configuration()
            .setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy())
            .setProperty("hibernate.default_schema", module)
            .setProperty("hibernate.connection.url", server().getJdbcUrl("postgres", "postgres"))
            .setProperty("hibernate.connection.username", "postgres")
            .setProperty("hibernate.connection.pool_size", "60");
    entities.forEach(configuration::addAnnotatedClass);
    return configuration.buildSessionFactory();
  }

  private static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is there, as after the migrations. */
  public void clear() {
    var tables =
        values(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = '"
                + module
                + "' and tablename <> 'flyway_schema_history'");
    execute("truncate " + String.join(", ", tables) + " cascade");
  }

  /** Commits what the work did, or none of it when it throws. */
  public <T> T inTransaction(Function<R, T> work) {
    try (var session = open()) {
      var transaction = session.beginTransaction();
      try {
        var result = work.apply(repositories.apply(session));
        transaction.commit();
        return result;
      } catch (RuntimeException e) {
        transaction.rollback();
        throw e;
      }
    }
  }

  /** A session whose transaction its owner ends, or leaves to its fate. */
  public StatelessSession begun() {
    var session = open();
    session.beginTransaction();
    return session;
  }

  /** A session without a transaction. */
  public StatelessSession open() {
    return sessions().openStatelessSession();
  }

  public DataSource dataSource() {
    return server().getPostgresDatabase();
  }

  public Connection connection() throws SQLException {
    return dataSource().getConnection();
  }

  public void execute(String sql) {
    try (var connection = connection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row, or nothing at all. */
  public String value(String sql) {
    var values = values(sql);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** The first column of every row. */
  public List<String> values(String sql) {
    try (var connection = connection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(String.valueOf(rows.getObject(1)));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
