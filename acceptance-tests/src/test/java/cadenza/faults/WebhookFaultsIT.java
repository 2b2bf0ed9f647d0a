package cadenza.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.api.Ids;
import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.HookSink.Call;
import cadenza.product.OwnServer;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Deliveries of several workspaces to endpoints that fail now and then, while the server is killed
 * and the database crashes. The long form, {@code mvn -Pfaults verify}, is of 20,000, with two
 * strikes of each kind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Order(2)
class WebhookFaultsIT {
  private static final boolean LONG = System.getProperty("faults.scale", "short").equals("long");
  private static final int WORKSPACES = LONG ? 4 : 2;
  private static final int ENDPOINTS = LONG ? 5 : 3;
  private static final int CONTACTS = LONG ? 1000 : 100;
  private static final int PAIRS = WORKSPACES * ENDPOINTS * CONTACTS;
  private static final int SLOTS = 4;
  private static final int STRIKES = LONG ? 4 : 2;

  /**
   * What was answered and is not on record at a strike is repeated: of an endpoint at most what one
   * node holds, its slots and seven claims ahead for each.
   */
  private static final int REPEATS = STRIKES * 8 * SLOTS * WORKSPACES * ENDPOINTS;

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** At a stop so many have happened that they take ten seconds. */
  private static final int WAITING = 2000;

  private static final Duration QUICK = Duration.ofMillis(20);
  private static final Duration LONG_TIME = Duration.ofMinutes(1);
  private static final String LEASED = "d.lease_until is not null";

  /** Of each fifty events an endpoint refuses five at first, and does not answer to one. */
  private static final int OF = 50;

  private static final int REFUSED = 5;

  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  /** So many are taken before the next strike, however quick the machine is. */
  private volatile int enough;

  private final HookSink sink = new HookSink().answering(this::answer);
  private final OwnServer server =
      OwnServer.start(
          "webhook-faults",
          Map.of(
              "cadenza.webhooks.schedule",
              "PT0S,PT1S,PT2S,PT2S,PT3S,PT3S,PT5S,PT5S,PT5S,PT10S,PT10S",
              "cadenza.webhooks.timeout",
              TIMEOUT.toString(),
              "cadenza.webhooks.settled-within",
              "PT3S",
              "cadenza.webhooks.slots",
              Integer.toString(SLOTS),
              "cadenza.db.socket-timeout",
              "6"));
  private final Map<String, Integer> figures = new LinkedHashMap<>();

  @AfterAll
  void stop() {
    server.close();
    sink.close();
  }

  private Answer answer(Call call) throws InterruptedException {
    var pair = pair(call);
    boolean first = begun.add(pair);
    int luck = Math.floorMod(pair.hashCode(), OF);
    sink.holdBack(Duration.ofMillis(LONG ? 20 : 60));
    if (first && luck < REFUSED) {
      return Answer.of(500);
    }
    if (first && luck == REFUSED) {
      sink.holdBack(TIMEOUT.plusSeconds(2));
    }
    for (int i = 0; i < 200 && taken.size() >= enough; i++) {
      sink.holdBack(Duration.ofMillis(20));
    }
    taken.add(pair);
    return Answer.of(204);
  }

  private static String pair(Call call) {
    return call.uri().getPath() + " " + call.header("webhook-id");
  }

  private static int share(int percent) {
    return PAIRS * percent / 100;
  }

  @Test
  @Order(1)
  void no_event_is_lost_and_a_repeat_is_the_same_when_server_and_database_die() throws Exception {
    enough = share(15);
    for (int i = 0; i < WORKSPACES; i++) {
      var api = server.workspace("faults" + i);
      for (int j = 0; j < ENDPOINTS; j++) {
        var url = sink.url("/w" + i + "/e" + j);
        api.post("/v1/webhook_endpoints/", Json.createObjectBuilder().add("url", url)).expect(201);
      }
      happen(api, i, CONTACTS);
    }
    strike(15, server::crash, 35);
    strike(35, server::crashDatabase, LONG ? 55 : 101);
    if (LONG) {
      strike(55, server::crash, 75);
      strike(75, server::crashDatabase, 101);
    }

    awaitTheEnd();
    judge();
    note();
  }

  /**
   * Of the quick one many more are claimed than it has slots, and behind the requests that hang
   * there wait as many as there are. The server is not started again, so this is the last.
   */
  @Test
  @Order(2)
  void a_server_that_stops_in_order_leaves_all_but_what_is_on_the_line_to_the_others()
      throws Exception {
    sink.answering(
        call -> {
          sink.holdBack(call.uri().getPath().equals("/hanging") ? LONG_TIME : QUICK);
          return Answer.of(204);
        });
    var api = server.workspace("stopping");
    for (var path : List.of("/quick", "/hanging")) {
      api.post("/v1/webhook_endpoints/", Json.createObjectBuilder().add("url", sink.url(path)))
          .expect(201);
    }
    happen(api, WORKSPACES, WAITING);
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> pending("/quick", LEASED) > 2 * SLOTS && pending("/hanging", LEASED) > 0);

    server.stop();

    assertThat(pending("/quick", LEASED)).isLessThanOrEqualTo(SLOTS);
    assertThat(pending("/hanging", LEASED)).isBetween(1, SLOTS);
    for (var path : List.of("/quick", "/hanging")) {
      var others = "d.lease_until is null and d.attempts = 0";
      assertThat(pending(path, others)).as("there was more to come").isPositive();
      assertThat(pending(path, others + " and d.next_attempt_at <= now()"))
          .as("due for whoever is there")
          .isEqualTo(pending(path, others));
    }
    assertThat(
            server.query(
                "select distinct n.url || ': ' || a.error from webhooks.delivery_attempt a"
                    + " join webhooks.delivery d on d.id = a.delivery_id"
                    + " join webhooks.endpoint n on n.id = d.endpoint_id"
                    + " where a.error is not null"
                    + " and (n.url like '%/quick' or a.error not like 'There was no whole answer%'"
                    + " and n.url like '%/hanging')"))
        .as("no endpoint is blamed for what the stop broke off")
        .isEmpty();
  }

  private int pending(String path, String which) throws SQLException {
    return Integer.parseInt(
        server
            .query(
                "select count(*)::text from webhooks.delivery d"
                    + " join webhooks.endpoint n on n.id = d.endpoint_id"
                    + " where d.status = 'PENDING' and n.url like '%"
                    + path
                    + "' and "
                    + which)
            .get(0));
  }

  /** A contact is an event; a file of them is stored in pieces. */
  private static void happen(Api api, int workspace, int contacts) {
    var file = new StringBuilder("email,full_name\n");
    for (int i = 0; i < contacts; i++) {
      file.append("w%d-%d@example.com,Nr. %d 🎼\n".formatted(workspace, i, i));
    }
    api.call("POST", "/v1/imports", file.toString(), "Content-Type", "text/csv").expect(202);
  }

  /** In between: so much was taken, and the rest was not. */
  private void strike(int percent, Runnable fault, int nextPercent) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> taken.size() >= share(percent));
    var before = taken.size();
    assertThat(before).as("there was more to come").isLessThan(PAIRS);
    fault.run();
    enough = share(nextPercent);
    figures.put("taken at a strike (" + percent + " %)", before);
  }

  private void awaitTheEnd() {
    await()
        .atMost(Duration.ofMinutes(LONG ? 10 : 3))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(
                      server.query(
                          "select count(*)::text from report.v_event"
                              + " where type = 'contact.created'"))
                  .containsExactly(Integer.toString(WORKSPACES * CONTACTS));
              assertThat(
                      server.query(
                          "select state from report.v_delivery where state <> 'succeeded' union"
                              + " all select 'unnumbered' from report.v_event where number is null"))
                  .isEmpty();
            });
  }

  private void judge() throws SQLException {
    var calls = sink.calls();
    var bodies = new HashMap<String, String>();
    for (var call : calls) {
      assertThat(bodies.merge(pair(call), call.body(), (first, again) -> first))
          .as("a repeat says the same")
          .isEqualTo(call.body());
    }
    var expected = expected();
    var lost = new HashSet<>(expected);
    lost.removeAll(taken);
    figures.put("events", WORKSPACES * CONTACTS);
    figures.put("(event, endpoint) pairs", expected.size());
    figures.put("requests that came in", calls.size());
    figures.put("of them refused or hanging by intent", intended(bodies.keySet()));
    int beyond = beyond(calls.size(), bodies.keySet());
    figures.put("repeats beyond these, same id and same body", beyond);
    figures.put("as many as may be held at the strikes", REPEATS);
    figures.put("lost", lost.size());
    assertThat(lost).isEmpty();
    assertThat(beyond).as("repeats").isBetween(0, REPEATS);
    assertThat(bodies.keySet()).as("nothing else was told").isEqualTo(expected);
    numbersHaveNoGap(calls);
    assertThat(
            server.query(
                "select workspace_id::text from report.v_event group by workspace_id having"
                    + " max(number) <> count(*) or count(distinct number) <> count(*)"))
        .as("workspaces whose numbers have a gap")
        .isEmpty();
    assertThat(
            server.query(
                "select event_id::text from report.v_delivery group by event_id, endpoint_id"
                    + " having count(*) > 1"))
        .as("pairs with more than one delivery")
        .isEmpty();
  }

  /** By the log: each event, at each endpoint that listened when it was numbered. */
  private Set<String> expected() throws SQLException {
    var pairs = new HashSet<String>();
    for (var row :
        server.query(
            "select substring(n.url from '/w[0-9]+/e[0-9]+$') || ' ' || e.id"
                + " from report.v_event e"
                + " join report.v_subscription s on s.workspace_id = e.workspace_id"
                + " and e.relayed_at >= s.active_from"
                + " join webhooks.endpoint n on n.id = s.endpoint_id")) {
      var parts = row.split(" ");
      pairs.add(parts[0] + " " + Ids.wire("evt", UUID.fromString(parts[1])));
    }
    return pairs;
  }

  private static int intended(Set<String> pairs) {
    return (int)
        pairs.stream().filter(pair -> Math.floorMod(pair.hashCode(), OF) <= REFUSED).count();
  }

  private static int beyond(int requests, Set<String> pairs) {
    return requests - pairs.size() - intended(pairs);
  }

  private static void numbersHaveNoGap(List<Call> calls) {
    var numbers = new HashMap<String, Set<Integer>>();
    for (var call : calls) {
      numbers
          .computeIfAbsent(call.uri().getPath(), path -> new HashSet<>())
          .add(call.json().getInt("sequence"));
    }
    assertThat(numbers).hasSize(WORKSPACES * ENDPOINTS);
    numbers.forEach(
        (path, heard) -> {
          int first = heard.stream().mapToInt(Integer::intValue).min().orElseThrow();
          int last = heard.stream().mapToInt(Integer::intValue).max().orElseThrow();
          assertThat(last - first + 1).as("numbers at " + path).isEqualTo(heard.size());
        });
  }

  /** For people: the figures behind the verdict. */
  private void note() throws IOException {
    var table = new ArrayList<>(List.of("| What | How many |", "|---|---|"));
    figures.forEach((what, many) -> table.add("| " + what + " | " + many + " |"));
    Files.write(Path.of("target", "webhook-faults.md"), table);
  }
}
