package cadenza.webhooks.domain;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;

/** A real PostgreSQL with the schema of this module, and the generated repositories over it. */
class TestDatabase implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final SessionFactory sessions;

  TestDatabase() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    migrate();
    var configuration = new Configuration().addAnnotatedClass(Endpoint.class);
    configuration.setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy());
    configuration.setProperty("hibernate.default_schema", "webhooks");
    configuration
        .getProperties()
        .put("hibernate.connection.datasource", postgres.getPostgresDatabase());
    sessions = configuration.buildSessionFactory();
  }

  private void migrate() throws IOException, SQLException {
    var script =
        Files.readString(
            Path.of("src/main/resources/db/migration/webhooks/V001__events_and_deliveries.sql"),
            StandardCharsets.UTF_8);
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create schema webhooks; set search_path to webhooks");
      statement.execute(script);
    }
  }

  /** What a use case does with its repositories, in one transaction. */
  record Rows(EventRows events, Endpoints endpoints, Deliveries deliveries) {}

  <T> T inTransaction(Function<Rows, T> work) {
    try (StatelessSession session = sessions.openStatelessSession()) {
      var transaction = session.beginTransaction();
      try {
        var result =
            work.apply(
                new Rows(
                    new EventRows_(session), new Endpoints_(session), new Deliveries_(session)));
        transaction.commit();
        return result;
      } catch (RuntimeException e) {
        transaction.rollback();
        throw e;
      }
    }
  }

  long number(String sql, Object... values) {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void truncate() {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "truncate webhooks.event, webhooks.counter, webhooks.endpoint, webhooks.subscription,"
              + " webhooks.delivery, webhooks.delivery_attempt");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    postgres.close();
  }
}
