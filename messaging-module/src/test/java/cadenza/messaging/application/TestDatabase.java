package cadenza.messaging.application;

import cadenza.messaging.domain.Message;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.OutgoingMessages_;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.SenderAccountBook;
import cadenza.messaging.domain.SenderAccountBook_;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;

/** A real PostgreSQL with this module's schema, and transactions on it. */
final class TestDatabase implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final DataSource dataSource;
  private final SessionFactory sessions;

  TestDatabase() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dataSource = postgres.getPostgresDatabase();
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration/messaging")
        .defaultSchema("messaging")
        .schemas("messaging")
        .load()
        .migrate();
    sessions =
        new Configuration()
            .addAnnotatedClass(SenderAccount.class)
            .addAnnotatedClass(Message.class)
            .setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy())
            .setProperty("hibernate.default_schema", "messaging")
            .setProperty("hibernate.connection.url", postgres.getJdbcUrl("postgres", "postgres"))
            .setProperty("hibernate.connection.username", "postgres")
            .setProperty("hibernate.connection.pool_size", "30")
            .buildSessionFactory();
  }

  /** What one transaction works with. */
  record Work(OutgoingMessages messages, SenderAccountBook accounts, StatelessSession session) {}

  <T> T inTransaction(Function<Work, T> work) {
    try (var session = sessions.openStatelessSession()) {
      var transaction = session.beginTransaction();
      try {
        var result =
            work.apply(
                new Work(new OutgoingMessages_(session), new SenderAccountBook_(session), session));
        transaction.commit();
        return result;
      } catch (RuntimeException e) {
        transaction.rollback();
        throw e;
      }
    }
  }

  void execute(String sql) {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String value(String sql) {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getObject(1)) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void account(UUID workspace, UUID id, String more) {
    execute(
        "insert into messaging.sender_account (id, workspace_id, channel, address, display_name,"
            + " status, limit_since, created_at, updated_at) values ('"
            + id
            + "', '"
            + workspace
            + "', 'EMAIL', '"
            + id
            + "@example.com', 'Ann', 'ACTIVE', now(), now(), now())");
    if (!more.isEmpty()) {
      execute("update messaging.sender_account set " + more + " where id = '" + id + "'");
    }
  }

  void clear() {
    execute(
        "truncate messaging.message, messaging.message_content, messaging.thread,"
            + " messaging.sender_account, messaging.provider_message_id");
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    postgres.close();
  }
}
