package cadenza.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.HookSink.Call;
import cadenza.product.OwnServer;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long the first attempt takes from the answer of the interface to the endpoint, while others
 * hang or have much to do, against the same in peace and in the same run. In the long form of the
 * fault tests only, {@code mvn -Pfaults verify}.
 */
@EnabledIfSystemProperty(named = "faults.scale", matches = "long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class IsolationIT {
  private static final String CONTACT =
      "{\"full_name\": \"Avery Chen\", \"emails\": [{\"address\": \"%s\"}]}";
  private static final int MEASURED = 400;
  private static final Duration PACE = Duration.ofMillis(50);

  /** Twice of next to nothing is nothing that a machine with other work can keep. */
  private static final Duration NOISE = Duration.ofMillis(100);

  private static final int HEALTHY = 9;
  private static final int QUEUED = 500;
  private static final int BUSY_ENDPOINTS = 20;
  private static final int PENDING = 100_000;

  private final HookSink sink = new HookSink();
  private final OwnServer server = OwnServer.start("isolation", Map.of());

  @AfterAll
  void stop() {
    server.close();
    sink.close();
  }

  @Test
  void an_endpoint_that_hangs_delays_no_other() throws Exception {
    var api = server.workspace("hanging");
    var hangs = new AtomicBoolean();
    sink.answering(
        call -> {
          if (hangs.get() && call.uri().getPath().equals("/hanging")) {
            sink.holdBack(Duration.ofMinutes(1));
          }
          return Answer.of(204);
        });
    open(api, "/hanging");
    for (int i = 0; i < HEALTHY; i++) {
      open(api, "/healthy" + i);
    }
    measured(api, "warm", HEALTHY);

    var alone = measured(api, "before", HEALTHY);
    hangs.set(true);
    happen(api, "queued", QUEUED);
    awaitHeard("queued", QUEUED * HEALTHY);
    assertThat(pending("/hanging")).isGreaterThanOrEqualTo(QUEUED - 8);
    var beside = measured(api, "beside", HEALTHY);

    note("one endpoint of ten hangs with %d queued".formatted(pending("/hanging")), alone, beside);
    assertThat(beside.p99())
        .isLessThanOrEqualTo(Duration.ofSeconds(2))
        .isLessThanOrEqualTo(longer(alone.p99().multipliedBy(2), NOISE));
  }

  @Test
  void a_workspace_with_much_to_do_delays_no_other() throws Exception {
    var busy = server.workspace("busy");
    var other = server.workspace("other");
    sink.answering(
        call -> {
          if (call.uri().getPath().startsWith("/busy")) {
            sink.holdBack(Duration.ofMillis(300));
          }
          return Answer.of(204);
        });
    open(other, "/healthy-other");
    measured(other, "warming", 1);
    var alone = measured(other, "lonely", 1);
    for (int i = 0; i < BUSY_ENDPOINTS; i++) {
      open(busy, "/busy" + i);
    }

    happen(busy, "much", PENDING / BUSY_ENDPOINTS);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> deliveries("/busy", "true") >= PENDING);
    long before = pending("/busy");
    var beside = measured(other, "meanwhile", 1);
    long after = pending("/busy");

    note(
        "another workspace has %d deliveries pending, then %d".formatted(before, after),
        alone,
        beside);
    assertThat(after).as("still pending at the end").isGreaterThan(PENDING / 2);
    assertThat(beside.p99()).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  /** What first attempts took. */
  private record Latencies(List<Duration> sorted) {
    Duration p99() {
      return at(0.99);
    }

    Duration at(double part) {
      return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(sorted.size() * part) - 1));
    }

    @Override
    public String toString() {
      return "%d first attempts, p50 %d ms, p99 %d ms, longest %d ms"
          .formatted(sorted.size(), at(0.5).toMillis(), p99().toMillis(), at(1).toMillis());
    }
  }

  /** A contact at a time, and how long each endpoint waits to hear of it. */
  private Latencies measured(Api api, String name, int endpoints) throws InterruptedException {
    var answered = new HashMap<String, Long>();
    for (int i = 0; i < MEASURED; i++) {
      var address = name + "-" + i + "@example.com";
      api.post("/v1/contacts/", CONTACT.formatted(address)).expect(201);
      answered.put(address, System.nanoTime());
      pass(PACE);
    }
    awaitHeard(name, MEASURED * endpoints);
    return new Latencies(
        heard(name).stream()
            .map(call -> Math.max(0, call.at() - answered.getOrDefault(address(call), 0L)))
            .sorted()
            .map(Duration::ofNanos)
            .toList());
  }

  private void awaitHeard(String name, int many) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> heard(name).size() >= many);
    assertThat(heard(name)).as("each once").hasSize(many);
  }

  private List<Call> heard(String name) {
    return sink.calls().stream()
        .filter(call -> call.uri().getPath().startsWith("/healthy"))
        .filter(call -> call.body().contains("\"email_address\":\"" + name + "-"))
        .toList();
  }

  private static String address(Call call) {
    return call.json().getJsonObject("data").getString("email_address");
  }

  private void open(Api api, String path) {
    api.post("/v1/webhook_endpoints/", Json.createObjectBuilder().add("url", sink.url(path)))
        .expect(201);
  }

  private static void happen(Api api, String name, int many) {
    var file = new StringBuilder("email\n");
    for (int i = 0; i < many; i++) {
      file.append(name).append('-').append(i).append("@example.com\n");
    }
    api.call("POST", "/v1/imports", file.toString(), "Content-Type", "text/csv").expect(202);
  }

  /** Deliveries to endpoints of this path that wait or are under way. */
  private long pending(String path) throws SQLException {
    return deliveries(path, "d.status = 'PENDING'");
  }

  private long deliveries(String path, String which) throws SQLException {
    return Long.parseLong(
        server
            .query(
                "select count(*)::text from webhooks.delivery d join webhooks.endpoint n"
                    + " on n.id = d.endpoint_id where n.url like '%"
                    + path
                    + "%' and "
                    + which)
            .get(0));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static void pass(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** For people: the figures behind the verdict. */
  private static void note(String what, Latencies alone, Latencies beside) throws IOException {
    Files.writeString(
        Path.of("target", "isolation.md"),
        "- %s: %s; alone: %s%n".formatted(what, beside, alone),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
