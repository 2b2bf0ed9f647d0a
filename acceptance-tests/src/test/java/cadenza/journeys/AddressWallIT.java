package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.journeys.AddressCases.Case;
import cadenza.kernel.api.Ids;
import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.OwnServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Each inside address and each way to write one, at every door: when an endpoint is opened, when it
 * is changed, when it is connected to by its address or by a name, and behind a redirect. The
 * operator of this server has opened one address, so {@code http} is spoken and refused addresses
 * are told from refused schemes; names are what a file says. The table is in {@code
 * target/ssrf.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AddressWallIT {
  private static final String OPENED = "127.77.0.1";

  /** Resolved to, never connected to. */
  private static final String PUBLIC = "93.184.215.14";

  /** Milliseconds; where nobody answers, a connection is waited for five seconds. */
  private static final int A_TRY_IN_VAIN = 4_000;

  private static final String NO_CONNECTION = "No connection could be made.";

  private final InsideDoors inside = new InsideDoors(insideAddresses());
  private final HookSink opened = new HookSink(InetAddress.getByName(OPENED), inside.port());
  private final Path names = Path.of("target", "address-wall-names").toAbsolutePath();
  private final Map<Case, Map<String, String>> table = new LinkedHashMap<>();
  private final OwnServer server;
  private final Api api;

  AddressWallIT() throws IOException {
    resolve(Map.of());
    server =
        OwnServer.start(
            "address-wall",
            Map.of(
                "cadenza.net.allowed-cidrs",
                OPENED + "/32",
                "JDK_JAVA_OPTIONS",
                "-Djdk.net.hosts.file="
                    + names
                    + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0"));
    api = server.api();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    inside.close();
    opened.close();
    Files.write(Path.of("target", "ssrf.md"), rows());
  }

  @Test
  void no_endpoint_is_opened_at_an_inside_address_or_moved_there() throws Exception {
    var path = "/v1/webhook_endpoints/" + open(opened.url("/"));
    var all = new SoftAssertions();
    for (var one : everything()) {
      var body = Json.createObjectBuilder().add("url", one.url()).build().toString();
      var created = api.post("/v1/webhook_endpoints/", body);
      var moved = api.patch(path, body);

      all.assertThat(created.status()).as("create " + one).isEqualTo(422);
      all.assertThat(moved.status()).as("update " + one).isEqualTo(422);
      all.assertThat(pointer(created)).as("create " + one).isEqualTo("/url");
      note(one, "create", created);
      note(one, "update", moved);
      if (!one.what().equals("spelling")) {
        all.assertThat(moved.text()).as("nothing about the inside").contains("address_refused");
      }
    }
    all.assertAll();
    assertThat(api.get(path).expect(200).json().getString("url")).isEqualTo(opened.url("/"));
    assertThat(inside.visitors()).isEmpty();
  }

  /** Since when nothing is let in any more, or by whoever writes into the database. */
  @Test
  void an_address_that_stands_there_already_is_not_connected_to() throws Exception {
    var deliveries = new LinkedHashMap<Case, String>();
    for (var one : addresses()) {
      var endpoint = open(opened.url("/"));
      server.execute(
          "update webhooks.endpoint set url = '%s' where id = '%s'"
              .formatted(one.url(), Ids.read("whe", endpoint).orElseThrow()));
      deliveries.put(one, test(endpoint));
    }

    neverConnected(deliveries, "connect by address");
  }

  @Test
  void a_name_that_answers_with_an_inside_address_later_is_not_connected_to() throws Exception {
    var all = new ArrayList<>(AddressCases.addresses());
    var before = new TreeMap<String, List<String>>();
    var after = new TreeMap<String, List<String>>();
    for (int i = 0; i < all.size(); i++) {
      before.put(name(i), List.of(PUBLIC));
      after.put(name(i), List.of(all.get(i).url()));
    }
    var mixed = List.of(List.of(PUBLIC, "127.0.0.1"), List.of("127.0.0.1", OPENED));
    for (int i = 0; i < mixed.size(); i++) {
      all.add(new Case("a mixed answer", String.join(" and ", mixed.get(i))));
      before.put(name(all.size() - 1), List.of(PUBLIC));
      after.put(name(all.size() - 1), mixed.get(i));
    }
    resolve(before);
    var endpoints = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      endpoints.add(open("http://" + name(i) + ":" + inside.port() + "/"));
    }

    resolve(after);
    var deliveries = new LinkedHashMap<Case, String>();
    for (int i = 0; i < all.size(); i++) {
      deliveries.put(all.get(i), test(endpoints.get(i)));
      var url = "http://" + name(i) + ":" + inside.port() + "/";
      var refused = api.post("/v1/webhook_endpoints/", Json.createObjectBuilder().add("url", url));
      assertThat(refused.status()).as("create " + all.get(i)).isEqualTo(422);
      note(all.get(i), "create by name", refused);
    }

    neverConnected(deliveries, "connect by name");
  }

  @Test
  void a_redirect_leads_nowhere() {
    var places =
        List.of(
            "http://127.0.0.1:" + inside.port() + "/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::ffff:127.0.0.1]:" + inside.port() + "/",
            opened.url("/elsewhere"),
            "//127.0.0.1:" + inside.port() + "/");
    for (var place : places) {
      for (int status : List.of(301, 302, 303, 307, 308)) {
        opened.answering(call -> new Answer(status, Map.of("Location", place)));
        var attempt = attempt(over(test(open(opened.url("/redirecting")))));

        assertThat(attempt.getInt("status")).isEqualTo(status);
        table
            .computeIfAbsent(new Case("redirect", place), any -> new TreeMap<>())
            .merge("redirect", Integer.toString(status), (some, more) -> some + ", " + more);
      }
    }
    assertThat(inside.visitors()).isEmpty();
    assertThat(opened.calls())
        .filteredOn(call -> call.uri().getPath().equals("/elsewhere"))
        .isEmpty();
    opened.answering(call -> Answer.of(204));
  }

  /** So what is seen of nobody above is that nobody came. */
  @Test
  void whoever_connects_to_an_address_of_this_machine_is_seen() throws Exception {
    var seen =
        addresses().stream()
            .filter(this::leadsIn)
            .map(one -> inside.visit(address(one)).door().getHostAddress())
            .toList();

    assertThat(seen).contains("127.0.0.1", "127.85.85.85");
    assertThat(seen).as("0.0.0.0, 127.0.0.1 and the mapped ones among them").hasSizeGreaterThan(5);
  }

  /** What is refused above is refused for its address, and not because nothing works here. */
  @Test
  void a_public_address_is_taken_and_an_opened_one_is_connected_to_under_its_name()
      throws Exception {
    for (var address :
        List.of("8.8.8.8", "[::ffff:8.8.8.8]", "[::ffff:808:808]", "[2606:4700:4700::1111]")) {
      open("https://" + address + "/");
    }
    resolve(Map.of("good.wall.example", List.of(OPENED)));

    var delivery = over(test(open("http://good.wall.example:" + opened.port() + "/good")));

    assertThat(delivery.getString("status")).isEqualTo("succeeded");
    var call = opened.heard(heard -> heard.uri().getPath().equals("/good"));
    assertThat(call.header("Host")).isEqualTo("good.wall.example:" + opened.port());
  }

  private void neverConnected(Map<Case, String> deliveries, String door) {
    var all = new SoftAssertions();
    deliveries.forEach(
        (one, id) -> {
          var attempt = attempt(over(id));
          all.assertThat(attempt.getString("error", "")).as("%s", one).isEqualTo(NO_CONNECTION);
          all.assertThat(attempt.containsKey("status")).as("%s", one).isFalse();
          all.assertThat(attempt.getInt("duration_millis"))
              .as("%s was not even tried", one)
              .isLessThan(A_TRY_IN_VAIN);
          row(one).put(door, attempt.getString("error", "connected!") + heard(one));
        });
    all.assertThat(inside.visitors()).isEmpty();
    all.assertAll();
  }

  private String heard(Case one) {
    return leadsIn(one) ? " Nobody came." : "";
  }

  /** Whether a connection would have been seen. */
  private boolean leadsIn(Case one) {
    return one.what().equals("a mixed answer") || inside.leadsIn(address(one));
  }

  private InetAddress address(Case one) {
    try {
      return InetAddress.getByName(
          one.url().replace("http://", "").replace(":" + inside.port() + "/", ""));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<InetAddress> insideAddresses() throws UnknownHostException {
    var all = new ArrayList<InetAddress>();
    for (var one : AddressCases.addresses()) {
      all.add(InetAddress.getByName(one.url()));
    }
    return all;
  }

  private List<Case> everything() throws UnknownHostException {
    var all = new ArrayList<>(addresses());
    all.addAll(AddressCases.tricks());
    return all;
  }

  /** As URLs of the port at which somebody would hear it. */
  private List<Case> addresses() throws UnknownHostException {
    return AddressCases.addresses().stream()
        .map(one -> new Case(one.what(), "http://" + one.url() + ":" + inside.port() + "/"))
        .toList();
  }

  private static String name(int number) {
    return "case" + number + ".wall.example";
  }

  /** What names stand for from now on; the whole of it is another file at once. */
  private void resolve(Map<String, List<String>> answers) throws IOException {
    var lines = new ArrayList<>(List.of("127.0.0.1 localhost " + hostName()));
    answers.forEach(
        (name, addresses) ->
            addresses.forEach(
                address -> lines.add(address.replaceAll("[\\[\\]]", "") + " " + name)));
    var next = names.resolveSibling("address-wall-names.next");
    Files.write(next, lines);
    Files.move(next, names, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }

  /** It hears of what never happens here, and of samples. */
  private String open(String url) {
    return api.post(
            "/v1/webhook_endpoints/",
            Json.createObjectBuilder()
                .add("url", url)
                .add("event_types", Json.createArrayBuilder().add("approval.decided")))
        .expect(201)
        .id();
  }

  private String test(String endpoint) {
    return api.post("/v1/webhook_endpoints/" + endpoint + "/test").expect(202).id();
  }

  private JsonObject over(String delivery) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .until(
            () -> api.get("/v1/webhook_deliveries/" + delivery).expect(200).json(),
            found -> !found.getString("status").equals("pending"));
  }

  private static JsonObject attempt(JsonObject delivery) {
    assertThat(delivery.getJsonArray("attempt_log")).hasSize(1);
    return delivery.getJsonArray("attempt_log").getJsonObject(0);
  }

  private static String pointer(Api.Answer refused) {
    var errors = refused.json().getJsonArray("errors");
    return errors == null ? "" : errors.getJsonObject(0).getString("pointer", "");
  }

  private void note(Case one, String door, Api.Answer refused) {
    row(one).put(door, refused.status() + " " + refused.code());
  }

  private Map<String, String> row(Case one) {
    var bare = one.url().replace(":" + inside.port() + "/", "").replace("http://[", "[");
    return table.computeIfAbsent(
        new Case(
            one.what(), one.what().equals("spelling") ? one.url() : bare.replace("http://", "")),
        any -> new TreeMap<>());
  }

  private List<String> rows() {
    var doors =
        List.of(
            "create",
            "update",
            "create by name",
            "connect by address",
            "connect by name",
            "redirect");
    var rows = new ArrayList<String>();
    rows.add("| Range | Address or spelling | " + String.join(" | ", doors) + " |");
    rows.add("|---".repeat(doors.size() + 2) + "|");
    table.forEach(
        (one, refused) ->
            rows.add(
                "| %s | `%s` | %s |"
                    .formatted(
                        one.what(),
                        one.url(),
                        String.join(
                            " | ",
                            doors.stream().map(door -> refused.getOrDefault(door, "")).toList()))));
    return rows;
  }
}
