package cadenza.access.application;

import cadenza.access.domain.TestClock;
import cadenza.access.domain.Token;
import cadenza.access.domain.User;
import cadenza.access.domain.Workspace;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;

/** A real PostgreSQL with this module's schema, and transactions on it. */
final class AccessDatabase implements AutoCloseable {
  private static final String MIGRATION = "/db/migration/access/V001__workspaces_and_tokens.sql";

  private final EmbeddedPostgres postgres;
  private final SessionFactory sessions;

  AccessDatabase() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
      migrate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sessions =
        new Configuration()
            .addAnnotatedClass(Workspace.class)
            .addAnnotatedClass(User.class)
            .addAnnotatedClass(Token.class)
            .addAnnotatedClass(TestClock.class)
            .setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy())
            .setProperty("hibernate.default_schema", "access")
            .setProperty("hibernate.connection.url", postgres.getJdbcUrl("postgres", "postgres"))
            .setProperty("hibernate.connection.username", "postgres")
            .setProperty("hibernate.connection.pool_size", "40")
            .buildSessionFactory();
  }

  private void migrate() throws IOException {
    try (var script = AccessDatabase.class.getResourceAsStream(MIGRATION)) {
      execute(
          "create schema access; set search_path to access; "
              + new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  Connection connection() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  <T> T inTransaction(Function<StatelessSession, T> work) {
    try (var session = sessions.openStatelessSession()) {
      var transaction = session.beginTransaction();
      try {
        var result = work.apply(session);
        transaction.commit();
        return result;
      } catch (RuntimeException e) {
        transaction.rollback();
        throw e;
      }
    }
  }

  /** A session whose transaction its owner ends, or leaves to its fate. */
  StatelessSession begun() {
    var session = sessions.openStatelessSession();
    session.beginTransaction();
    return session;
  }

  /** Does the same so many times at once and answers what came of each. */
  static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
    var threads = Executors.newFixedThreadPool(times);
    try {
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(IntStream.range(0, times).mapToObj(i -> work).toList())) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  void execute(String sql) {
    try (var connection = connection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of every row. */
  List<String> values(String sql) {
    try (var connection = connection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        var value = rows.getObject(1);
        values.add(
            value instanceof OffsetDateTime time
                ? time.withOffsetSameInstant(ZoneOffset.UTC).toString()
                : String.valueOf(value));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void workspace(UUID id) {
    execute("insert into access.workspace values ('" + id + "', 'Test', 'UTC', false, now())");
  }

  void clear() {
    execute("truncate access.workspace, access.idempotency_key cascade");
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    postgres.close();
  }
}
