package cadenza.faults;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The server in a process of its own, a database of its own, and a mail server that keeps what it
 * took. Each fault strikes while a burst is being sent; then everything settles and is judged. It
 * shares nothing with the journeys and runs beside them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Order(1)
class ServerFaultsIT {
  private static final boolean LONG = System.getProperty("faults.scale", "short").equals("long");
  private static final int MAILS = LONG ? 10_000 : 120;
  private static final int STRIKES = LONG ? 20 : 2;
  private static final int MAILBOXES = LONG ? 20 : 3;
  private static final int CONNECTIONS = 2;
  private static final int CLOCK_DAYS = 25;
  private static final int CLOCK_MAILS = 40 * CLOCK_DAYS;
  private static final int BRAKED_STEP = 13;
  private static final Duration LEASE = Duration.ofSeconds(5);

  private final Random random = new Random(20260105);
  private final Path home = Folders.emptied(Path.of("target", "faults").toAbsolutePath());
  private final int httpPort = Ports.free();
  private final int databasePort = Ports.free();
  private final SmtpSink sink = new SmtpSink();
  private final HookSink hooks = new HookSink().taking(Duration.ofMillis(20));
  private final SilentNetwork network = new SilentNetwork(databasePort);
  private final List<String> mailboxes = new ArrayList<>();
  private PostgresServer database = PostgresServer.start(home.resolve("postgresql"), databasePort);
  private LibertyServer server = boot();
  private int bursts;

  @BeforeAll
  void connectMailboxes() {
    for (int i = 0; i < MAILBOXES; i++) {
      var address = "faults" + i + "-" + httpPort + "@cadenza.test";
      mailboxes.add(
          api()
              .post(
                  "/v1/inboxes/",
                  Json.createObjectBuilder()
                      .add("address", address)
                      .add(
                          "smtp",
                          Json.createObjectBuilder()
                              .add("host", "127.0.0.1")
                              .add("port", sink.port())
                              .add("security", "none")))
              .expect(201)
              .id());
    }
    sink.takesForEach(LONG ? 10 : 60);
    api()
        .post("/v1/webhook_endpoints/", Json.createObjectBuilder().add("url", hooks.url("/")))
        .expect(201);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    network.close();
    database.close();
    sink.close();
    hooks.close();
  }

  private LibertyServer boot() {
    var settings = new HashMap<>(Product.settings(database));
    settings.put(
        "cadenza.db.url", database.jdbcUrl().replace(":" + databasePort, ":" + network.port()));
    settings.put("cadenza.db.socket-timeout", "6");
    settings.put("cadenza.db.options", "-c idle_in_transaction_session_timeout=6s");
    settings.put("cadenza.webhooks.timeout", "PT3S");
    settings.put("cadenza.webhooks.settled-within", "PT3S");
    settings.put("cadenza.messaging.lease", LEASE.toString());
    settings.put("cadenza.messaging.stranded-after", "PT3S");
    settings.put("cadenza.messaging.connections", Integer.toString(CONNECTIONS));
    var variables = new HashMap<String, String>();
    settings.forEach(
        (name, value) ->
            variables.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    var installation = Installation.ofBuild(Product.root(), home.resolve("liberty"), "768m");
    return LibertyServer.start(installation, httpPort, variables).awaitReady(Duration.ofMinutes(4));
  }

  private Api api() {
    return Product.operator("http://127.0.0.1:" + httpPort);
  }

  @Test
  void nothing_is_sent_twice_or_lost_when_the_server_is_killed() throws Exception {
    var burst = burst();
    for (int i = 0; i < STRIKES; i++) {
      awaitMoreOf(burst, random.nextInt(MAILS / (2 * STRIKES)));
      server.kill();
      server = boot();
    }
    judge(burst, STRIKES);
  }

  @Test
  void nothing_is_sent_twice_or_lost_when_the_server_stands_still_past_its_leases()
      throws Exception {
    var burst = burst();
    awaitMoreOf(burst, 0);
    server.suspend();
    pass(LEASE.toMillis() + 3000);
    server.resume();
    judge(burst, 1);
  }

  @Test
  void nothing_is_sent_twice_or_lost_when_every_database_session_is_ended() throws Exception {
    var burst = burst();
    for (int i = 0; i < STRIKES; i++) {
      awaitMoreOf(burst, random.nextInt(MAILS / (2 * STRIKES)));
      query(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and usename = 'cadenza'");
    }
    judge(burst, STRIKES);
  }

  @Test
  void nothing_is_sent_twice_or_lost_when_the_database_crashes_and_readiness_tells()
      throws Exception {
    var burst = burst();
    awaitMoreOf(burst, 0);
    database.crash();
    await().atMost(Duration.ofSeconds(10)).until(() -> server.readiness() == 503);
    database = PostgresServer.start(home.resolve("postgresql"), databasePort);
    await().atMost(Duration.ofSeconds(10)).until(() -> server.readiness() == 200);
    judge(burst, 1);
  }

  @Test
  void nothing_is_sent_twice_or_lost_when_the_network_falls_silent_and_readiness_tells()
      throws Exception {
    var burst = burst();
    awaitMoreOf(burst, 0);
    network.fallSilent();
    await().atMost(Duration.ofSeconds(10)).until(() -> server.readiness() == 503);
    network.speakAgain();
    await().atMost(Duration.ofSeconds(10)).until(() -> server.readiness() == 200);
    judge(burst, 1);
  }

  @Test
  void a_mail_whose_fate_the_mail_server_keeps_to_itself_is_not_sent_again() throws Exception {
    sink.hangAfterTheDot(2);
    var burst = burst();
    judge(burst, 1);
  }

  @Test
  void a_test_clock_that_a_kill_left_on_its_way_arrives_after_the_restart() throws Exception {
    var opened =
        api()
            .post(
                "/v1/test_clocks/",
                Json.createObjectBuilder().add("name", "kill").add("start", "2026-01-05T09:00:00Z"))
            .expect(201)
            .json();
    var inside = new Api("http://127.0.0.1:" + httpPort, opened.getString("token"));
    enrollDaily(inside, opened.getString("inbox_id"));
    var clock = "/v1/test_clocks/" + opened.getString("id");
    try (var brake = haltedAtStep(BRAKED_STEP)) {
      api().post(clock + "/advance", "{\"by\": \"P30D\"}").expect(202);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> captured("count(*)") == (BRAKED_STEP - 1) * CLOCK_MAILS / CLOCK_DAYS);
      server.kill();
      assertThat(brake.isClosed()).isFalse();
    }
    assertThat(captured("count(*)")).as("the kill came in between").isLessThan(CLOCK_MAILS);
    server = boot();

    await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> api().get(clock).expect(200).json().getString("status"), "ready"::equals);
    assertThat(api().get(clock).expect(200).json().getString("now"))
        .startsWith("2026-02-04T09:00:00");
    assertThat(captured("count(*)")).isEqualTo(CLOCK_MAILS);
    assertThat(captured("count(distinct (enrollment_id, step_number))")).isEqualTo(CLOCK_MAILS);
    assertThat(captured("count(distinct accepted_at::date)")).isEqualTo(CLOCK_DAYS);
  }

  /** Captured mail of this step waits in the database until the connection is closed. */
  private Connection haltedAtStep(int step) throws SQLException {
    var brake = database.superuserConnection();
    try (var statement = brake.createStatement()) {
      statement.execute("select pg_advisory_lock(42)");
      statement.execute(
          "create function public.halt() returns trigger language plpgsql as"
              + " 'begin perform pg_advisory_xact_lock(42); return new; end'");
      statement.execute(
          "create trigger halt before insert or update on messaging.message for each row"
              + " when (new.test and new.status = 'SENT' and new.step_number = "
              + step
              + ") execute function public.halt()");
    }
    return brake;
  }

  private static void enrollDaily(Api inside, String inbox) {
    var steps = Json.createArrayBuilder();
    for (int day = 0; day < CLOCK_DAYS; day++) {
      steps.add(
          Json.createObjectBuilder()
              .add("delay_days", 1)
              .add("subject", "Day " + day)
              .add("body", "One of many."));
    }
    var sequence =
        inside
            .post(
                "/v1/sequences/",
                Json.createObjectBuilder()
                    .add("name", "daily")
                    .add("sender_inbox_id", inbox)
                    .add("emails", steps))
            .expect(201)
            .id();
    for (int i = 0; i < CLOCK_MAILS / CLOCK_DAYS; i++) {
      inside
          .post(
              "/v1/sequences/enrollments/",
              Json.createObjectBuilder()
                  .add("inbox_id", inbox)
                  .add("sequence_id", sequence)
                  .add(
                      "recipient",
                      Json.createObjectBuilder().add("email", "clock" + i + "@example.com")))
          .expect(201);
    }
  }

  private long captured(String what) throws SQLException {
    return Long.parseLong(
        query("select " + what + "::text from messaging.message where test and status = 'SENT'")
            .get(0));
  }

  /** Enrolls everybody while the mailboxes are paused, so that all is due at once. */
  private String burst() {
    var name = "burst" + (++bursts) + "-" + httpPort;
    mailboxes.forEach(inbox -> api().post("/v1/inboxes/" + inbox + "/pause").expect(200));
    for (int i = 0; i < MAILBOXES; i++) {
      enroll(name, i);
    }
    mailboxes.forEach(inbox -> api().post("/v1/inboxes/" + inbox + "/resume").expect(200));
    return name;
  }

  private void enroll(String name, int mailbox) {
    var recipients = Json.createArrayBuilder();
    for (int i = mailbox; i < MAILS; i += MAILBOXES) {
      recipients.add(Json.createObjectBuilder().add("email", name + "-" + i + "@example.com"));
    }
    var wanted = recipients.build();
    var counts =
        api()
            .post(
                "/v1/sequences/enrollments/bulk",
                Json.createObjectBuilder()
                    .add("sequence_id", sequence(name, mailboxes.get(mailbox)))
                    .add("recipients", wanted))
            .expect(200)
            .json()
            .getJsonObject("counts");
    assertThat(counts.getInt("enrolled")).isEqualTo(wanted.size());
  }

  private String sequence(String name, String inbox) {
    return api()
        .post(
            "/v1/sequences/",
            Json.createObjectBuilder()
                .add("name", name)
                .add("sender_inbox_id", inbox)
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(
                            Json.createObjectBuilder()
                                .add("delay_days", 0)
                                .add("subject", "A burst")
                                .add("body", "One of many."))))
        .expect(201)
        .id();
  }

  /** Waits until every mail of the burst has an end, and then compares with the wire. */
  private void judge(String burst, int strikes) throws Exception {
    await()
        .atMost(Duration.ofMinutes(LONG ? 20 : 4))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(ended(burst)).isEqualTo(MAILS));

    // First the record: what it calls sent by then is on the wire by now.
    var states = states(burst);
    var onTheWire = onTheWire(burst).stream().map(SmtpSink.Taken::messageId).toList();

    assertThat(states).as("every mail has a row").hasSize(MAILS);
    assertThat(onTheWire).as("nothing was sent twice").doesNotHaveDuplicates();
    assertThat(onTheWire)
        .as("what was on the wire is on record")
        .allSatisfy(id -> assertThat(states.get(id)).isIn("sent", "unknown"));
    assertThat(states)
        .as("what is on record as sent was on the wire")
        .allSatisfy(
            (id, state) -> {
              if (state.equals("sent")) {
                assertThat(onTheWire).contains(id);
              } else {
                assertThat(state).isEqualTo("unknown");
              }
            });
    assertThat(states.values().stream().filter("unknown"::equals).count())
        .as("at most two a connection and strike are unknown")
        .isLessThanOrEqualTo(2L * CONNECTIONS * MAILBOXES * strikes);
    judgeWebhooks();
    assertThat(Invariants.broken(database, sink.taken())).isEmpty();
  }

  /** What the endpoint heard against the event log: all of it, and a repeat is the same again. */
  private void judgeWebhooks() {
    await()
        .atMost(Duration.ofMinutes(LONG ? 20 : 4))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(
                      query(
                          "select id::text from report.v_event where number is null union all"
                              + " select id::text from report.v_delivery"
                              + " where state <> 'succeeded'"))
                  .isEmpty();
              assertThat(
                      query(
                          "select c.workspace_id::text from webhooks.counter c where last_sequence"
                              + " is distinct from (select max(e.number) from report.v_event e"
                              + " where e.workspace_id = c.workspace_id)"))
                  .as("the next number is the one behind the last of the log")
                  .isEmpty();
              assertThat(heard().keySet())
                  .as("every event was told, under its own id")
                  .containsExactlyInAnyOrderElementsOf(told());
            });
  }

  private Map<String, String> heard() {
    var heard = new HashMap<String, String>();
    for (var told : hooks.calls()) {
      assertThat(heard.merge(told.header("webhook-id"), told.body(), (first, again) -> first))
          .as("a repeat says the same")
          .isEqualTo(told.body());
    }
    return heard;
  }

  private List<String> told() throws SQLException {
    return query(
            "select id::text from report.v_event"
                + " where workspace_id in (select workspace_id from report.v_subscription)")
        .stream()
        .map(id -> Ids.wire("evt", UUID.fromString(id)))
        .toList();
  }

  /** Counted up, not down: what nobody has claimed yet has no row in {@code v_send}. */
  private long ended(String burst) throws SQLException {
    return Long.parseLong(
        query(
                "select count(*)::text from report.v_enrollment e where exists (select 1 from"
                    + " report.v_send s where s.enrollment_id = e.id and s.to_addr like '"
                    + burst
                    + "-%' and (e.state = 'finished' or s.state = 'unknown'))")
            .get(0));
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

  /**
   * A fault strikes while a burst is being sent, not before it and not behind it: so many more than
   * before are on the wire, and at least one.
   */
  private void awaitMoreOf(String burst, int many) {
    long target = onTheWire(burst).size() + many + 1;
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> onTheWire(burst).size() >= target);
  }

  private List<SmtpSink.Taken> onTheWire(String burst) {
    return sink.taken().stream().filter(mail -> mail.recipient().startsWith(burst)).toList();
  }

  private static void pass(long millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
