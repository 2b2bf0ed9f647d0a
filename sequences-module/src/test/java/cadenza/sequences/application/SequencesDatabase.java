package cadenza.sequences.application;

import cadenza.sequences.domain.PublishedStep;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.SequenceVersion;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;

/** A real PostgreSQL with this module's schema. */
final class SequencesDatabase implements AutoCloseable {
  private static final String MIGRATION =
      "/db/migration/sequences/V001__sequences_and_enrollments.sql";

  private final EmbeddedPostgres postgres;

  private SequencesDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static SequencesDatabase start() throws IOException, SQLException {
    var database = new SequencesDatabase(EmbeddedPostgres.builder().start());
    try (var connection = database.connection();
        var statement = connection.createStatement();
        var migration = SequencesDatabase.class.getResourceAsStream(MIGRATION)) {
      statement.execute("create schema sequences");
      statement.execute("set search_path to sequences");
      statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
    }
    return database;
  }

  Connection connection() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  SessionFactory sessions() {
    return new Configuration()
        .addAnnotatedClass(Sequence.class)
        .addAnnotatedClass(SequenceVersion.class)
        .addAnnotatedClass(PublishedStep.class)
        .setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy())
        .setProperty("hibernate.default_schema", "sequences")
        .setProperty("hibernate.connection.url", postgres.getJdbcUrl("postgres", "postgres"))
        .setProperty("hibernate.connection.pool_size", "20")
        .buildSessionFactory();
  }

  void empty() throws SQLException {
    try (var connection = connection();
        var statement = connection.createStatement()) {
      statement.execute(
          "truncate sequences.sequence, sequences.account_backlog, sequences.enrollment_source"
              + " cascade");
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
