package cadenza.contacts.application;

import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.Suppression;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;

/** A real PostgreSQL with this module's schema, and transactions on it. */
final class ContactsDatabase implements AutoCloseable {
  private static final String MIGRATION =
      "/db/migration/contacts/V001__contacts_and_suppressions.sql";

  private final EmbeddedPostgres postgres;
  private final SessionFactory sessions;

  ContactsDatabase() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
      migrate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sessions =
        new Configuration()
            .addAnnotatedClass(Contact.class)
            .addAnnotatedClass(Suppression.class)
            .setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy())
            .setProperty("hibernate.default_schema", "contacts")
            .setProperty("hibernate.connection.url", postgres.getJdbcUrl("postgres", "postgres"))
            .setProperty("hibernate.connection.username", "postgres")
            .setProperty("hibernate.connection.pool_size", "40")
            .buildSessionFactory();
  }

  private void migrate() throws IOException {
    try (var script = ContactsDatabase.class.getResourceAsStream(MIGRATION)) {
      execute(
          "create schema contacts; set search_path to contacts; "
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
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void clear() {
    execute("truncate contacts.contact, contacts.contact_address, contacts.suppression");
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    postgres.close();
  }
}
