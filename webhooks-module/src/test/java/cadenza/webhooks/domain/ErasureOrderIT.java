package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two nodes may forget two persons of the same events at once. Neither waits for the other in a
 * circle: who waits for the first row of a table has none of those behind it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasureOrderIT {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final String FIRST = "00000000-0000-7000-8000-000000000001";
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();

  /** The first was written last, as an update leaves it, and told last. */
  @BeforeEach
  void five_events_that_were_told_in_words_of_two_persons() {
    var endpoint =
        Endpoint.open(
            Ids.next(),
            workspace,
            1,
            new EndpointUrl("https://example.com/"),
            null,
            "inbox",
            "{}",
            null,
            "secret",
            NOW);
    database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          rows.endpoints().add(endpoint);
          rows.erasures().add(workspace, List.of("avery@example.com"), NOW);
          rows.erasures().add(workspace, List.of("blake@example.com"), NOW);
          return null;
        });
    for (int number = 5; number >= 1; number--) {
      write(endpoint.id(), number);
    }
  }

  private void write(UUID endpoint, int number) {
    var id = FIRST.substring(0, FIRST.length() - 1) + number;
    var words =
        "{\"type\":\"reply.received\",\"data\":{\"t\":\"avery@example.com, blake@example.com\"}}";
    database.execute(
        "insert into webhooks.event values ('%s', '%s', 'reply.received', now(), '%s')"
            .formatted(workspace, id, words));
    database.execute(
        "insert into webhooks.told_event values ('%s', 'inbox', %d, '%s', 't', '%s', now())"
            .formatted(workspace, 6 - number, id, words));
    database.execute(
        ("insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type, body,"
                + " status, created_at) values ('%s', '%s', '%s', '%s', 't', '%s', 'SUCCEEDED',"
                + " now())")
            .formatted(workspace, id, endpoint, id, words));
    database.execute(
        "insert into webhooks.delivery_attempt values ('%s', '%s', 1, now(), 1, 200, null, '', '', false)"
            .formatted(workspace, id));
  }

  @ParameterizedTest
  @CsvSource({
    "told_event, number = 1",
    "delivery, id = FIRST",
    "delivery_attempt, delivery_id = FIRST",
    "event, id = FIRST"
  })
  void rows_are_held_in_one_order(String table, String first) throws Exception {
    var rows = "select 1 from webhooks." + table;
    var held = rows + " where " + first.replace("FIRST", "'" + FIRST + "'") + " for update";
    try (var other = database.begun();
        var look = database.begun()) {
      other.createNativeQuery(held, Integer.class).getResultList();
      var erasing = CompletableFuture.runAsync(() -> database.eraseSome(100, NOW));
      while (!erasing.isDone() && waiting() == 0) {
        Thread.onSpinWait();
      }

      assertThat(
              look.createNativeQuery(rows + " for update skip locked", Integer.class)
                  .getResultList())
          .hasSize(4);
      look.getTransaction().rollback();
      other.getTransaction().rollback();
      erasing.get(20, TimeUnit.SECONDS);
    }
  }

  private static long waiting() {
    return database.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
  }
}
