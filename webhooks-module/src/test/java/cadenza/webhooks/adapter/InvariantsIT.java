package cadenza.webhooks.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file that operators and fault tests run, on a database in order and on a broken one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvariantsIT {
  private static final Pattern QUERY =
      Pattern.compile("^-- (I\\d+[a-z]?): [^;]*?\\n((?!--)[^;]+);", Pattern.MULTILINE);

  private static EmbeddedPostgres postgres;
  private static Map<String, String> invariants;
  private Connection connection;

  @BeforeAll
  static void the_database_of_the_product() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    for (var schema :
        List.of("access", "contacts", "messaging", "sequences", "webhooks", "report")) {
      Flyway.configure()
          .dataSource(postgres.getPostgresDatabase())
          .locations("classpath:db/migration/" + schema)
          .defaultSchema(schema)
          .schemas(schema)
          .createSchemas(true)
          .load()
          .migrate();
    }
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table sink(message_id text, rcpt text, at timestamptz)");
      statement.execute(
          new String(
              InvariantsIT.class.getResourceAsStream("/one-workspace.sql").readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8));
    }
    invariants = read(Path.of("../docs/invariants.sql"));
  }

  private static Map<String, String> read(Path file) throws IOException {
    var text = Files.readString(file);
    var found = new LinkedHashMap<String, String>();
    var matcher = QUERY.matcher(text);
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
    }
    assertThat(found).hasSize((int) text.lines().filter(line -> line.matches("-- I\\d.*")).count());
    return found;
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    connection = postgres.getPostgresDatabase().getConnection();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void undo() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void nothing_speaks_where_all_is_well() throws SQLException {
    assertThat(speaking()).isEmpty();
  }

  @Test
  void there_is_one_for_each_of_the_eleven() {
    for (int number = 1; number <= 11; number++) {
      assertThat(invariants).containsKey("I" + number);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          I1   | a step is due and nothing happens       | "update sequences.enrollment set due_at = now() - interval '1 hour' where id = pg_temp.id(72)"
          I1   | a message is queued and nothing happens | "update messaging.message set status = 'QUEUED', due_at = now() - interval '1 hour' where id = pg_temp.id(52)"
          I1b  | an enrollment waits for no message      | "update sequences.enrollment set status = 'SENDING', message_id = pg_temp.id(99) where id = pg_temp.id(72)"
          I2   | a step is said twice                    | "select pg_temp.copy_message(51, 59, 'SENT')"
          I3   | the wire saw what nobody recorded       | "insert into sink values ('<nobody@x>', 'a@x', now())"
          I3b  | a record without the wire               | "delete from sink where message_id = '<m51@cadenza.test>'"
          I3c  | the wire saw it twice                   | "insert into sink select * from sink limit 1"
          I4   | a message begins after the end          | "update sequences.enrollment set finished_at = now() - interval '30 days' where id = pg_temp.id(71)"
          I4b  | a message begins to a suppressed address| "update contacts.suppression set subject = 'avery@example.test'"
          I4b  | a message begins to a suppressed domain | "update contacts.suppression set kind = 'DOMAIN', subject = 'example.test'"
          I5   | a message leaves early                  | "update messaging.message set due_at = now() + interval '1 day' where id = pg_temp.id(51)"
          I6   | a mailbox sends more than its day       | "update messaging.sender_account set daily_limit = 1, limit_since = now() - interval '30 days'; update messaging.message set accepted_at = begun_at + interval '1 minute', begun_at = due_at where direction = 'OUTBOUND'; update messaging.message set accepted_at = (select accepted_at from messaging.message where id = pg_temp.id(51)) + interval '1 hour' where id = pg_temp.id(52)"
          I6b  | a mailbox sends more than its hour      | "update messaging.sender_account set hourly_limit = 1, limit_since = now() - interval '30 days'; update messaging.message set accepted_at = (select accepted_at from messaging.message where id = pg_temp.id(51)) + interval '1 minute' where id = pg_temp.id(52)"
          I7   | a later step goes first                 | "update messaging.message set accepted_at = now() - interval '20 days' where id = pg_temp.id(52)"
          I8   | an endpoint never hears                 | "delete from webhooks.delivery"
          I8b  | a delivery tells of nothing             | "delete from webhooks.event"
          I8c  | a number is missing                     | "update webhooks.event_batch set last_number = 7 where last_number = 2"
          I8c  | a number is given twice                 | "update webhooks.event_batch set event_ids = event_ids || (select event_ids from webhooks.event_batch where last_number = 1) where last_number = 2"
          I9   | a mail is stored twice                  | "select pg_temp.copy_message(61, 62, 'RECEIVED')"
          I10  | a message belongs to another tenant     | "update messaging.message set workspace_id = pg_temp.id(2) where id = pg_temp.id(51)"
          I10b | a mailbox belongs to another tenant     | "update messaging.sender_account set workspace_id = pg_temp.id(2)"
          I10c | a delivery belongs to another tenant    | "update webhooks.delivery set workspace_id = pg_temp.id(2)"
          I11  | somebody holds a message for ever       | "update messaging.message set status = 'SENDING', lease_until = now() - interval '1 hour' where id = pg_temp.id(52)"
          """)
  void speaks_when(String label, String situation, String harm) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(HELP);
      statement.execute(harm);
    }

    assertThat(speaking()).as(situation).contains(label);
  }

  /** Functions of this session, gone with the rollback. */
  private static final String HELP =
      """
      create function pg_temp.id(n int) returns uuid language sql as
        $$ select lpad(n::text, 32, '0')::uuid $$;
      create function pg_temp.copy_message(n int, copy int, as_status text) returns void
        language sql as $$
        insert into messaging.message (id, workspace_id, sender_account_id, direction, status, kind,
          enrollment_id, step_number, occurrence, due_at, created_at, begun_at, accepted_at)
        select lpad(copy::text, 32, '0')::uuid, workspace_id, sender_account_id, direction, as_status,
          kind, enrollment_id, step_number, occurrence + 1, due_at, created_at, begun_at, accepted_at
        from messaging.message where id = lpad(n::text, 32, '0')::uuid;
        insert into messaging.message_content (message_id, workspace_id, sender_account_id, thread_id,
          contact_id, from_address, to_address, subject, rfc_message_id, created_at, received_at)
        select lpad(copy::text, 32, '0')::uuid, workspace_id, sender_account_id, thread_id,
          contact_id, from_address, to_address, subject, rfc_message_id, created_at, received_at
        from messaging.message_content where message_id = lpad(n::text, 32, '0')::uuid;
        $$;
      """;

  private List<String> speaking() throws SQLException {
    var labels = new java.util.ArrayList<String>();
    for (var invariant : invariants.entrySet()) {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(invariant.getValue())) {
        if (row.next()) {
          labels.add(invariant.getKey());
        }
      }
    }
    return labels;
  }
}
