package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RelayIT {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();

  @Test
  void numbers_are_gapless_while_several_nodes_write_and_relay() throws Exception {
    var workspaces = List.of(Ids.next(), Ids.next(), Ids.next());
    var subscribed = open(workspaces.get(0), null);
    var writing = new AtomicInteger(4);
    var tasks = new ArrayList<Callable<Void>>();
    for (int writer = 0; writer < 4; writer++) {
      tasks.add(
          () -> {
            for (int i = 0; i < 50; i++) {
              var target = workspaces.get(i % 3);
              record(target, 3);
            }
            writing.decrementAndGet();
            return null;
          });
    }
    for (int node = 0; node < 3; node++) {
      tasks.add(
          () -> {
            while (writing.get() > 0) {
              relay();
            }
            return null;
          });
    }
    var pool = Executors.newFixedThreadPool(tasks.size());
    for (var done : pool.invokeAll(tasks)) {
      done.get();
    }
    pool.shutdown();
    while (relay() > 0) {
      assertThat(writing.get()).isZero();
    }

    for (var each : workspaces) {
      var numbers = log(each).stream().map(LoggedEvent::sequence).toList();
      assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    }
    assertThat(log(workspaces.get(0))).hasSize(4 * 17 * 3);
    assertThat(
            database.number(
                "select count(*) from webhooks.delivery where endpoint_id = ?", subscribed.id()))
        .isEqualTo(4 * 17 * 3);
  }

  @Test
  void a_rolled_back_round_leaves_no_gap() {
    record(workspace, 2);
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    rows -> {
                      rows.events().relay(10, NOW);
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");

    relay();

    assertThat(log(workspace)).extracting(LoggedEvent::sequence).containsExactly(1L, 2L);
  }

  @Test
  void the_number_becomes_part_of_the_envelope() {
    record(workspace, 1);
    relay();

    assertThat(log(workspace).get(0).envelope())
        .startsWith("{\"type\":\"contact.created\"")
        .endsWith("},\"sequence\":1}");
  }

  @Test
  void only_what_an_endpoint_listens_to_becomes_a_delivery() {
    var picky = open(workspace, List.of("contact.updated"));
    record(workspace, 2);
    database.inTransaction(
        rows -> {
          rows.events()
              .add(
                  List.of(Envelope.of(new ContactUpdated(Ids.next(), workspace, NOW, Ids.next()))));
          return null;
        });
    relay();

    assertThat(
            database.number(
                "select count(*) from webhooks.delivery where endpoint_id = ?", picky.id()))
        .isEqualTo(1);
  }

  @Test
  void a_disabled_endpoint_gets_nothing() {
    var endpoint = open(workspace, null);
    database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          var found = rows.endpoints().withId(workspace, endpoint.id()).orElseThrow();
          found.disable("by_hand");
          rows.endpoints().update(found);
          rows.endpoints().subscribe(found);
          return null;
        });
    record(workspace, 1);
    relay();

    assertThat(database.number("select count(*) from webhooks.delivery")).isZero();
    assertThat(
            database.number(
                "select count(*) from webhooks.subscription where active_until is not null"))
        .isEqualTo(1);
  }

  @Test
  void a_fact_is_written_once_however_often_it_is_told() {
    var fact = new ContactUpdated(Ids.next(), workspace, NOW, Ids.next());
    for (int i = 0; i < 2; i++) {
      database.inTransaction(
          rows -> {
            rows.events().add(List.of(Envelope.of(fact)));
            return null;
          });
    }
    relay();

    assertThat(log(workspace)).hasSize(1);
  }

  private static int relay() {
    return database.inTransaction(rows -> rows.events().relay(20, NOW)).events();
  }

  private static void record(UUID workspace, int facts) {
    var envelopes = new ArrayList<Envelope>();
    for (int i = 0; i < facts; i++) {
      envelopes.add(
          Envelope.of(
              new ContactCreated(
                  Ids.next(), workspace, NOW, Ids.next(), "Zoë \"Z\" 🎼", "zoe@example.com")));
    }
    database.inTransaction(
        rows -> {
          rows.events().add(envelopes);
          return null;
        });
  }

  private static Endpoint open(UUID workspace, @Nullable List<String> types) {
    var endpoint =
        Endpoint.open(
            Ids.next(),
            workspace,
            new EndpointUrl("https://example.com/"),
            null,
            types,
            "sealed",
            NOW);
    return database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          rows.endpoints().add(endpoint);
          rows.endpoints().subscribe(endpoint);
          return endpoint;
        });
  }

  private static List<LoggedEvent> log(UUID workspace) {
    return database.inTransaction(rows -> rows.events().after(workspace, 0, 10_000));
  }
}
