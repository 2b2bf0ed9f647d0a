package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import cadenza.webhooks.domain.Deliveries.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  static final AtomicInteger NUMBERS = new AtomicInteger();
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
      assertThat(numbers).isEqualTo(numbers(1, numbers.size()));
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
  void the_log_is_read_from_any_number_on_whatever_was_written_together() {
    record(workspace, 250);
    record(workspace, 1);
    record(workspace, 130);
    while (relay() > 0) {
      assertThat(log(workspace)).isNotEmpty();
    }
    var all = log(workspace);
    assertThat(all).extracting(LoggedEvent::sequence).isEqualTo(numbers(1, 381));
    assertThat(all).extracting(LoggedEvent::id).doesNotHaveDuplicates();
    assertThat(all)
        .allMatch(event -> event.envelope().endsWith("},\"sequence\":" + event.sequence() + "}"));

    for (int after : new int[] {0, 1, 99, 100, 101, 249, 250, 251, 300, 380, 381, 1000}) {
      for (int limit : new int[] {1, 50, 200}) {
        assertThat(log(workspace, after, limit))
            .as(after + " " + limit)
            .isEqualTo(all.subList(Math.min(after, 381), Math.min(after + limit, 381)));
      }
    }
    assertThat(log(Ids.next())).isEmpty();
  }

  @Test
  void a_round_takes_no_more_than_it_may_and_what_was_written_with_it() {
    var other = Ids.next();
    for (int i = 0; i < 30; i++) {
      record(workspace, 1);
    }
    record(other, 250);

    assertThat(relay()).isEqualTo(20 + 100);

    assertThat(log(workspace)).hasSize(20);
    assertThat(log(other)).extracting(LoggedEvent::sequence).isEqualTo(numbers(1, 100));
  }

  @Test
  void each_delivery_tells_the_number_of_its_event() {
    open(workspace, null);
    record(workspace, 30);
    record(workspace, 1);
    relay();
    relay();

    var due =
        database.inTransaction(
            rows ->
                rows.deliveries()
                    .claim(Map.of(), new Slots(100, 6, 10), NOW, NOW.plusSeconds(60), 100));

    assertThat(due)
        .extracting(DueDelivery::body)
        .containsExactlyInAnyOrderElementsOf(
            log(workspace).stream().map(LoggedEvent::envelope).toList());
  }

  @Test
  void numbering_leaves_the_events_themselves_alone() {
    record(workspace, 250);
    var before = database.values("select ctid || ' ' || xmin from webhooks.event order by id");

    while (relay() > 0) {
      assertThat(log(workspace)).isNotEmpty();
    }

    assertThat(database.values("select ctid || ' ' || xmin from webhooks.event order by id"))
        .isEqualTo(before);
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
            NUMBERS.incrementAndGet(),
            new EndpointUrl("https://example.com/"),
            null,
            Endpoint.STANDARD,
            "{}",
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

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<LoggedEvent> log(UUID workspace) {
    return log(workspace, 0, 10_000);
  }

  private static List<LoggedEvent> log(UUID workspace, long after, int limit) {
    return database.inTransaction(
        rows -> rows.events().after(workspace, after, Set.of(), limit).events());
  }
}
