package cadenza.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.api.Ids;
import cadenza.launcher.LibertyServer;
import cadenza.launcher.LibertyServer.Installation;
import cadenza.launcher.Ports;
import cadenza.launcher.PostgresServer;
import cadenza.product.Api;
import cadenza.product.Folders;
import cadenza.product.HookSink;
import cadenza.product.OwnServer;
import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two servers on one database: they share the work and the limits, and one takes over what the
 * other leaves. In the long form of the fault tests only, {@code mvn -Pfaults verify}.
 */
@EnabledIfSystemProperty(named = "faults.scale", matches = "long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoNodesIT {
  private static final int MAILBOXES = 4;
  private static final int MAILS = 1200;
  private static final int CONNECTIONS = 2;
  private static final int HOURLY_LIMIT = 15;
  private static final int SPACED_MAILS = 15;
  private static final Duration GAP = Duration.ofSeconds(1);

  /** The measured distance to the database's clock may move by some milliseconds in between. */
  private static final Duration CLOCK = Duration.ofMillis(20);

  private static final Duration LEASE = Duration.ofSeconds(5);

  private final Path home = Folders.emptied(Path.of("target", "two-nodes").toAbsolutePath());
  private final SmtpSink sink = new SmtpSink();
  private final HookSink hooks = new HookSink().taking(Duration.ofMillis(20));
  private final PostgresServer database =
      PostgresServer.start(home.resolve("postgresql"), Ports.free());
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> mailboxes = new ArrayList<>();

  /** A place where a server runs; the server itself comes and goes. */
  private final class Node {
    private final String name;
    private final int port = Ports.free();
    private LibertyServer server;

    Node(String name) {
      this.name = name;
      this.server = boot();
    }

    private LibertyServer boot() {
      var settings = new HashMap<>(Product.settings(database));
      settings.put("cadenza.messaging.lease", LEASE.toString());
      settings.put("cadenza.messaging.stranded-after", "PT3S");
      settings.put("cadenza.messaging.connections", Integer.toString(CONNECTIONS));
      settings.put("cadenza.webhooks.timeout", "PT3S");
      settings.put("cadenza.webhooks.settled-within", "PT3S");
      var variables = new HashMap<String, String>();
      settings.forEach(
          (key, value) ->
              variables.put(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
      return LibertyServer.start(installation(), port, variables).awaitReady(Duration.ofMinutes(4));
    }

    private Installation installation() {
      return Installation.ofBuild(Product.root(), home.resolve(name), "512m").named(name);
    }

    void startAgain() {
      server = boot();
    }

    Api api() {
      return Product.operator("http://127.0.0.1:" + port);
    }

    double sent() {
      return api()
          .get("/metrics")
          .expect(200)
          .text()
          .lines()
          .filter(line -> line.startsWith("cadenza_messages_sent_total"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  TwoNodesIT() {
    sink.takesForEach(100);
    nodes.add(new Node("node-a"));
    nodes.add(new Node("node-b"));
    for (int i = 0; i < MAILBOXES; i++) {
      mailboxes.add(inbox("free" + i, Json.createObjectBuilder()));
    }
    api()
        .post("/v1/webhook_endpoints/", Json.createObjectBuilder().add("url", hooks.url("/")))
        .expect(201);
  }

  @AfterAll
  void stop() throws IOException {
    nodes.forEach(node -> node.server.close());
    database.close();
    sink.close();
    hooks.close();
  }

  @Test
  @Order(1)
  void nodes_share_the_work_and_each_mail_leaves_once() throws Exception {
    var before = nodes.stream().map(Node::sent).toList();
    for (int i = 0; i < 400; i++) {
      enroll(nodes.get(i % 2).api(), mailboxes.get(i % MAILBOXES), "shared-" + i);
    }
    awaitEnded("shared", 400);

    judge("shared", 400, 0);
    for (int i = 0; i < 2; i++) {
      assertThat(nodes.get(i).sent())
          .as("%s has sent its share", nodes.get(i).name)
          .isGreaterThan(before.get(i));
    }
  }

  @Test
  @Order(2)
  void one_node_takes_over_what_a_killed_one_leaves_and_limits_hold_over_both() throws Exception {
    var limited = inbox("limited", Json.createObjectBuilder().add("hourly_limit", HOURLY_LIMIT));
    var spaced = inbox("spaced", Json.createObjectBuilder().add("minimum_gap", GAP.toString()));
    var all = new ArrayList<>(mailboxes);
    all.add(limited);
    all.add(spaced);
    all.forEach(inbox -> api().post("/v1/inboxes/" + inbox + "/pause").expect(200));
    for (int i = 0; i < MAILS; i++) {
      enroll(nodes.get(i % 2).api(), mailboxes.get(i % MAILBOXES), "burst-" + i);
    }
    for (int i = 0; i < 3 * HOURLY_LIMIT; i++) {
      enroll(nodes.get(i % 2).api(), limited, "limited-" + i);
    }
    for (int i = 0; i < SPACED_MAILS; i++) {
      enroll(nodes.get(i % 2).api(), spaced, "spaced-" + i);
    }
    var before = nodes.stream().map(Node::sent).toList();
    all.forEach(inbox -> api().post("/v1/inboxes/" + inbox + "/resume").expect(200));
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> onTheWire("burst").size() >= MAILS / 6);
    var busier = nodes.get(0).sent() - before.get(0) >= nodes.get(1).sent() - before.get(1) ? 0 : 1;
    var killed = nodes.get(busier);
    var left = nodes.get(1 - busier);
    var leftHadSent = left.sent();
    assertThat(onTheWire("burst").size()).as("the kill came in between").isLessThan(MAILS);

    var killedHadSent = killed.sent() - before.get(busier);
    var wireAtKill = onTheWire("burst").size();
    killed.server.kill();
    var killedAt = System.nanoTime();

    await().atMost(LEASE.plusSeconds(30)).until(() -> left.sent() > leftHadSent);
    var takenOver = Duration.ofNanos(System.nanoTime() - killedAt);
    awaitEnded("burst", MAILS);
    awaitEnded("spaced", SPACED_MAILS);
    killed.startAgain();
    judge("burst", MAILS, 1);
    judge("spaced", SPACED_MAILS, 1);
    judgeLimit();
    judgeGap();
    assertThat(sink.mostConnections())
        .as("connections of one mailbox, over both nodes")
        .hasSizeGreaterThanOrEqualTo(all.size())
        .allSatisfy(
            (sender, most) -> assertThat(most).isLessThanOrEqualTo(CONNECTIONS * nodes.size()));
    judgeWebhooks();
    assertThat(Invariants.broken(database, sink.taken())).isEmpty();
    note(
        "on the wire at the kill: %d of %d; sent by the killed node: %.0f, by the other: %.0f;"
            + " the other went on after %s; unknown: %d; connections at most: %s",
        wireAtKill,
        MAILS,
        killedHadSent,
        leftHadSent - before.get(1 - busier),
        takenOver,
        states("burst").values().stream().filter("unknown"::equals).count(),
        sink.mostConnections());
  }

  @Test
  @Order(3)
  void nodes_that_are_restarted_in_turn_leave_nothing_and_send_nothing_twice() throws Exception {
    int enrolled = 0;
    for (var node : nodes) {
      var other = nodes.get(1 - nodes.indexOf(node));
      for (int i = 0; i < 300; i++) {
        enroll(other.api(), mailboxes.get(i % MAILBOXES), "rolling-" + enrolled++);
      }
      node.server.close();
      node.startAgain();
    }
    awaitEnded("rolling", enrolled);

    judge("rolling", enrolled, 0);
    judgeWebhooks();
    assertThat(Invariants.broken(database, sink.taken())).isEmpty();
  }

  @Test
  @Order(4)
  void an_older_build_refuses_the_database_and_a_newer_one_brings_it_up_to_date() throws Exception {
    var node = nodes.get(0);
    var sends = query("select count(*)::text from report.v_send");
    node.server.close();
    execute(
        "insert into sequences.flyway_schema_history (installed_rank, version, description, type,"
            + " script, checksum, installed_by, installed_on, execution_time, success) values"
            + " (9999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'later', now(), 1, true)");

    assertThatThrownBy(node::startAgain).hasMessageContaining("CWWKZ");

    assertThat(Files.readString(node.installation().logs().resolve("console.log")))
        .contains("Schema sequences is at version 999")
        .contains("a newer build of Cadenza");
    LibertyServer.stopOrphan(node.installation());
    execute("delete from sequences.flyway_schema_history where version = '999'");
    execute("drop schema report cascade"); // as a build from before the views left it

    node.startAgain();

    assertThat(query("select count(*)::text from report.v_send")).isEqualTo(sends);
    assertThat(node.api().get("/v1/inboxes/").expect(200).results())
        .hasSizeGreaterThanOrEqualTo(MAILBOXES);
  }

  /** For people: the figures behind the verdict, in {@code target/two-nodes/figures.txt}. */
  private void note(String format, Object... figures) throws IOException {
    Files.writeString(
        home.resolve("figures.txt"), String.format(Locale.ROOT, format, figures) + "\n");
  }

  private Api api() {
    return nodes.get(0).api();
  }

  private String inbox(String name, JsonObjectBuilder limits) {
    return api()
        .post(
            "/v1/inboxes/",
            limits
                .add("address", name + "@cadenza.test")
                .add(
                    "smtp",
                    Json.createObjectBuilder()
                        .add("host", "127.0.0.1")
                        .add("port", sink.port())
                        .add("security", "none")))
        .expect(201)
        .id();
  }

  private static void enroll(Api api, String inbox, String name) {
    api.post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("inbox_id", inbox)
                .add("recipient", Json.createObjectBuilder().add("email", name + "@example.com"))
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(
                            Json.createObjectBuilder()
                                .add("delay_days", 0)
                                .add("subject", "One of many")
                                .add("body", "Of two nodes."))))
        .expect(201);
  }

  private List<SmtpSink.Taken> onTheWire(String burst) {
    return sink.taken().stream().filter(mail -> mail.recipient().startsWith(burst + "-")).toList();
  }

  private void awaitEnded(String burst, int mails) {
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "select count(*)::text from report.v_enrollment e where exists (select"
                                + " 1 from report.v_send s where s.enrollment_id = e.id and"
                                + " s.to_addr like '"
                                + burst
                                + "-%' and (e.state = 'finished' or s.state = 'unknown'))"))
                    .containsExactly(Integer.toString(mails)));
  }

  private void judge(String burst, int mails, int kills) throws SQLException {
    var wire = onTheWire(burst).stream().map(SmtpSink.Taken::messageId).toList();
    var states = states(burst);

    assertThat(states).as("every mail has a row").hasSize(mails);
    assertThat(wire).as("nothing was sent twice").doesNotHaveDuplicates();
    assertThat(wire).allSatisfy(id -> assertThat(states.get(id)).isIn("sent", "unknown"));
    assertThat(states)
        .allSatisfy(
            (id, state) -> {
              assertThat(state).isIn("sent", "unknown");
              if (state.equals("sent")) {
                assertThat(wire).contains(id);
              }
            });
    assertThat(states.values().stream().filter("unknown"::equals).count())
        .as("unknown: at most two for each connection of a killed node")
        .isLessThanOrEqualTo(2L * CONNECTIONS * MAILBOXES * kills);
  }

  /** What nobody knows the end of may have left, so it counts. */
  private void judgeLimit() throws SQLException {
    assertThat(onTheWire("limited").size()).isLessThanOrEqualTo(HOURLY_LIMIT);
    assertThat(states("limited").values().stream().filter(List.of("sent", "unknown")::contains))
        .as("the limit of an hour, used up by two nodes together")
        .hasSize(HOURLY_LIMIT);
    assertThat(
            query(
                "select count(*)::text from report.v_enrollment e join report.v_mailbox m"
                    + " on m.id = e.mailbox_id where m.hourly_limit is not null"
                    + " and e.state = 'active'"))
        .as("the rest waits")
        .containsExactly(Integer.toString(2 * HOURLY_LIMIT));
  }

  private void judgeGap() throws SQLException {
    assertThat(
            query(
                "select (claimed_at - before)::text from (select claimed_at, lag(accepted_at)"
                    + " over (order by claimed_at) as before from report.v_send where to_addr like"
                    + " 'spaced-%' and accepted_at is not null) s where claimed_at - before <"
                    + " interval '"
                    + GAP.minus(CLOCK).toMillis()
                    + " milliseconds'"))
        .as("the gap is kept, whichever node sends")
        .isEmpty();
  }

  private void judgeWebhooks() throws Exception {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "select id::text from report.v_event where number is null union all"
                                + " select id::text from report.v_delivery"
                                + " where state <> 'succeeded'"))
                    .isEmpty());
    var heard = new TreeMap<String, String>();
    for (var told : hooks.calls()) {
      assertThat(heard.merge(told.header("webhook-id"), told.body(), (first, again) -> first))
          .as("a repeat says the same")
          .isEqualTo(told.body());
    }
    assertThat(heard.keySet())
        .as("every event was told, under its own id")
        .containsExactlyInAnyOrderElementsOf(
            query(
                    "select e.id::text from report.v_event e join report.v_subscription s"
                        + " on s.workspace_id = e.workspace_id and e.relayed_at >= s.active_from")
                .stream()
                .map(id -> Ids.wire("evt", UUID.fromString(id)))
                .toList());
  }

  private Map<String, String> states(String burst) throws SQLException {
    var states = new HashMap<String, String>();
    try (var connection = database.superuserConnection();
        var statement =
            connection.prepareStatement(
                "select message_id, state from report.v_send"
                    + " where to_addr like ? and message_id is not null and state <> 'cancelled'")) {
      statement.setString(1, burst + "-%");
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          states.put(row.getString(1), row.getString(2));
        }
      }
    }
    return states;
  }

  private List<String> query(String sql) throws SQLException {
    return OwnServer.query(database, sql);
  }

  private void execute(String sql) throws SQLException {
    OwnServer.execute(database, sql);
  }
}
