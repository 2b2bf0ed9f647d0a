package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.launcher.PostgresServer;
import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What a caller may rely on whoever else calls, and what nobody can do to the others. */
@Journey
class SafeCallsIT {
  @Test
  void a_cursor_continues_its_own_list_and_no_other(Product product) {
    var api = product.api();
    for (int i = 0; i < 3; i++) {
      mint(api, "{\"label\":\"cursor\",\"scopes\":[\"tokens:read\"]}");
    }
    var cursor = api.get("/v1/tokens?limit=1").expect(200).json().getString("next_cursor");

    api.get("/v1/tokens?limit=2&cursor=" + cursor).expect(200);
    api.get("/v1/tokens/?cursor=" + cursor).expect(200);

    var all = new SoftAssertions();
    for (var address :
        List.of(
            "/v1/users?cursor=" + cursor,
            "/v1/tokens?colour=red&cursor=" + cursor,
            "/v1/tokens?cursor=" + flipped(cursor),
            "/v1/tokens?cursor=" + cursor.substring(2),
            "/v1/tokens?cursor=AAAA",
            "/v1/tokens?cursor=%2e%2e/")) {
      var answer = api.get(address);
      all.assertThat(answer.status() + " " + answer.text())
          .as(address)
          .startsWith("400 ")
          .contains("invalid_cursor");
    }
    var stranger = strangerOf(product);
    all.assertThat(stranger.get("/v1/tokens?cursor=" + cursor).status()).isEqualTo(400);
    all.assertAll();
  }

  private static String flipped(String cursor) {
    return (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1);
  }

  /** Somebody of another workspace. */
  private static Api strangerOf(Product product) {
    var clock =
        product.api().post("/v1/test_clocks", "{\"name\":\"strangers\"}").expect(201).json();
    return new Api(product.url(), clock.getString("token"));
  }

  @Test
  void who_asks_too_often_waits_and_nobody_else_does(Product product) {
    var token =
        mint(
            product.api(),
            "{\"label\":\"slow\",\"scopes\":[\"tokens:read\"],\"requests_per_second\":2}");
    var slow = new Api(product.url(), token.getString("token"));

    var answers = AtOnce.times(12, i -> slow.get("/v1/tokens?limit=1"));

    assertThat(answers).extracting(Api.Answer::status).contains(200, 429);
    var refused =
        answers.stream().filter(answer -> answer.status() == 429).findFirst().orElseThrow();
    assertThat(refused.code()).isEqualTo("too_many_requests");
    assertThat(refused.header("Retry-After")).contains("1");
    assertThat(refused.header("RateLimit-Policy")).contains("\"token\";q=2;w=1");
    assertThat(refused.header("RateLimit")).contains("\"token\";r=0;t=1");
    assertThat(refused.header("Content-Type").orElse("")).startsWith("application/problem+json");
    product.api().get("/v1/tokens?limit=1").expect(200);
  }

  @Test
  void a_lost_answer_is_found_by_its_key(Product product) {
    var api = product.api();
    var key = "lost/" + Product.newAddress("answer");
    var made =
        api.post("/v1/contacts/", "{\"full_name\":\"Lost\"}", "Idempotency-Key", key).expect(201);

    var found = api.get("/v1/requests/" + key).expect(200).json();

    assertThat(found.getInt("status")).isEqualTo(201);
    assertThat(found.getString("idempotency_key")).isEqualTo(key);
    assertThat(found.getString("location")).endsWith(made.id());
    assertThat(found.getJsonObject("answer")).isEqualTo(made.json());
    api.get("/v1/requests/never-sent").expect(404);
    product.apiWith("contacts:write").get("/v1/requests/" + key).expect(404);
  }

  @Test
  void every_post_is_done_once_under_a_key(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var all = new SoftAssertions();
      var posts =
          Interface.of(product).operations().stream()
              .filter(operation -> operation.method().equals("POST"))
              .filter(operation -> !Interface.WITHOUT_KEY.contains(operation.path()))
              .sorted(Comparator.comparing(Interface.Operation::isDelete))
              .toList();
      assertThat(posts).hasSizeGreaterThan(20);
      for (var operation : posts) {
        var path = estate.address(operation);
        var body = estate.body(operation);
        var key = operation.name();
        var first = owner.call("POST", path, body, "Idempotency-Key", key);
        var again = owner.call("POST", path, body, "Idempotency-Key", key);
        all.assertThat(again.status() + " " + again.text())
            .as(operation.name())
            .isEqualTo(first.status() + " " + first.text());
        all.assertThat(again.header("Idempotency-Replayed"))
            .as(operation.name() + " answered " + first.status())
            .contains("true");
      }
      all.assertAll();
    }
  }

  @Test
  void of_fifty_changes_at_once_none_is_lost(Product product) {
    var api = product.api();
    var contact =
        api.post("/v1/contacts/", "{\"full_name\":\"Counted\",\"notes\":\"0\"}").expect(201).id();
    var path = "/v1/contacts/" + contact;
    var tag = api.get(path).expect(200).header("ETag").orElseThrow();

    var answers =
        AtOnce.times(
            50, i -> api.patch(path, "{\"notes\":\"" + (i + 100) + "\"}", "If-Match", tag));

    assertThat(answers).extracting(Api.Answer::status).isSubsetOf(200, 409, 412);
    var taken = answers.stream().filter(answer -> answer.status() == 200).toList();
    assertThat(taken).hasSize(1);
    assertThat(api.get(path).json().getString("notes"))
        .isEqualTo(taken.get(0).json().getString("notes"));
    api.patch(path, "{\"notes\":\"0\"}").expect(200);
    AtOnce.times(5, i -> counted(api, path));
    assertThat(api.get(path).json().getString("notes")).isEqualTo("5");
    api.patch(path, "{\"notes\":\"last\"}", "If-Match", "*").expect(200);
    api.patch(path, "{\"notes\":\"x\"}", "If-Match", "\"1\"").expect(412);
    api.patch(path, "{\"notes\":\"x\"}", "If-Match", "W/\"1\"").expect(412);
    api.patch(path, "{\"notes\":\"x\"}", "If-Match", "nonsense").expect(412);
  }

  /** Reads and writes until the write is taken. */
  private static boolean counted(Api api, String path) {
    while (true) {
      var read = api.get(path).expect(200);
      int next = Integer.parseInt(read.json().getString("notes")) + 1;
      var answer =
          api.patch(
              path, "{\"notes\":\"" + next + "\"}", "If-Match", read.header("ETag").orElseThrow());
      if (answer.expect(200, 409, 412).status() == 200) {
        return true;
      }
    }
  }

  @Test
  void what_is_too_large_is_refused_before_it_is_read(Product product) throws IOException {
    assertThat(firstLineFor(product, "Content-Length: 2000000")).contains(" 413 ");
    assertThat(firstLineFor(product, "POST /v1/sessions", "Content-Length: 16001"))
        .contains(" 413 ");
    var many = "[" + "1,".repeat(10_000) + "1]";
    assertThat(product.api().post("/v1/contacts", "{\"emails\":" + many + "}").expect(422).code())
        .isEqualTo("out_of_range");
    assertThat(product.api().get("/v1/contacts?q=" + "x".repeat(8_001)).expect(414).code())
        .isEqualTo("address_too_long");
    assertThat(product.api().call("GET", "/v1/tokens", null, "X-Long", "x".repeat(17_000)).status())
        .isBetween(400, 499);
  }

  /** What comes back for a head that no body follows. */
  private static String firstLineFor(Product product, String header) throws IOException {
    return firstLineFor(product, "POST /v1/contacts", header);
  }

  private static String firstLineFor(Product product, String target, String header)
      throws IOException {
    try (var socket = new Socket("127.0.0.1", product.httpPort())) {
      socket.setSoTimeout(15_000);
      var head =
          target
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
              + "Authorization: Bearer "
              + product.api().token()
              + "\r\n"
              + header
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return String.valueOf(new BufferedReader(in).readLine());
    }
  }

  @Test
  void every_change_is_one_line_of_the_audit_log(Product product) {
    try (var estate = Estate.open(product)) {
      var all = new SoftAssertions();
      var changes =
          Interface.of(product).operations().stream()
              .filter(operation -> !operation.method().equals("GET"))
              .filter(operation -> !operation.scopes().isEmpty())
              .filter(operation -> !Estate.OPERATORS_ONLY.containsAll(operation.scopes()))
              .sorted(Comparator.comparing(Interface.Operation::isDelete))
              .toList();
      assertThat(changes).hasSizeGreaterThan(20);
      for (var operation : changes) {
        var token = estate.mint(null, List.of("*")).expect(201).json();
        var api = new Api(product.url(), token.getString("token"));
        var answer =
            api.call(operation.method(), estate.address(operation), estate.body(operation));
        var lines = linesOf(estate.owner(), token.getString("id"));
        all.assertThat(lines.stream().map(line -> line.getString("action")).toList())
            .as(operation.name() + " answered " + answer.status())
            .isEqualTo(
                answer.status() < 400
                    ? List.of(operation.content().getString("operationId"))
                    : List.of());
      }
      all.assertAll();
    }
  }

  private static List<JsonObject> linesOf(Api owner, String token) {
    return owner.get("/v1/audit?actor=" + token).expect(200).results();
  }

  @Test
  void a_refused_wish_is_a_line_too_and_its_body_is_not(Product product) {
    var token = mint(product.api(), "{\"label\":\"reader\",\"scopes\":[\"contacts:read\"]}");
    var reader = new Api(product.url(), token.getString("token"));
    for (int i = 0; i < 20; i++) {
      reader.post("/v1/users", "{\"name\":\"secret-name\"}").expect(403);
    }

    var lines = linesOf(product.api(), token.getString("id"));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).getString("kind")).isEqualTo("denied");
    assertThat(lines.get(0).getString("action")).isEqualTo("Users_add");
    var log = product.api().get("/v1/audit?limit=200").expect(200).text();
    assertThat(log).doesNotContain("secret-name");
    assertThat(lines.get(0).toString()).doesNotContain("secret");
  }

  @Test
  void nobody_changes_what_the_log_says(Product product) throws Exception {
    product.api().get("/v1/audit?limit=1").expect(200);
    var rights = new ArrayList<String>();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select privilege_type from information_schema.role_table_grants"
                    + " where table_schema = 'access' and table_name = 'audit_entry'"
                    + " and grantee = '"
                    + PostgresServer.USER
                    + "' order by 1")) {
      while (rows.next()) {
        rights.add(rows.getString(1));
      }
    }
    assertThat(rights).containsExactly("INSERT", "SELECT");
  }

  private static JsonObject mint(Api api, String body) {
    return api.post("/v1/tokens", body).expect(201).json();
  }
}
