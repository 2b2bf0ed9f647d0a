package cadenza.journeys;

import static org.awaitility.Awaitility.await;

import cadenza.journeys.Interface.Operation;
import cadenza.kernel.api.Ids;
import cadenza.product.Api;
import cadenza.product.Product;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A workspace of its own with one thing of every kind, where time stands still and so nothing
 * happens by itself.
 */
final class Estate implements AutoCloseable {
  /** Scopes that no test workspace holds. */
  static final Set<String> OPERATORS_ONLY = Set.of("workspaces:write");

  private final Product product;
  private final Api owner;
  private final HttpServer receiver;
  private final Map<String, String> ids = new LinkedHashMap<>();

  private Estate(Product product, Api owner, HttpServer receiver) {
    this.product = product;
    this.owner = owner;
    this.receiver = receiver;
  }

  static Estate open(Product product) {
    var clock =
        product
            .api()
            .post("/v1/test_clocks/", "{\"name\":\"estate\",\"start\":\"2026-01-05T09:00:00Z\"}")
            .expect(201)
            .json();
    var estate = new Estate(product, new Api(product.url(), clock.getString("token")), receiver());
    estate.ids.put("test_clocks", clock.getString("id"));
    estate.ids.put("inboxes", clock.getString("inbox_id"));
    estate.fill();
    return estate;
  }

  private static HttpServer receiver() {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill() {
    ids.put(
        "contacts",
        owner
            .post(
                "/v1/contacts/",
                "{\"full_name\":\"Avery\",\"emails\":[{\"address\":\""
                    + Product.newAddress("avery")
                    + "\"}]}")
            .expect(201)
            .id());
    ids.put("sequences", owner.post("/v1/sequences", sequence()).expect(201).id());
    ids.put(
        "enrollments",
        owner
            .post(
                "/v1/enrollments",
                "{\"sequence_id\":\""
                    + id("sequences")
                    + "\",\"recipient\":{\"contact_id\":\""
                    + id("contacts")
                    + "\"}}")
            .expect(201)
            .id());
    send();
    ids.put(
        "jobs",
        owner
            .post(
                "/v1/enrollments/bulk",
                "{\"sequence_id\":\""
                    + id("sequences")
                    + "\",\"dry_run\":true,\"filter\":{\"domain\":\"nobody.example\"}}")
            .expect(202)
            .id());
    ids.put("imports", imported());
    ids.put("approvals", asked());
    ids.put("workflows", owner.post("/v1/workflows", workflow()).expect(201).id());
    ids.put(
        "suppressions",
        owner
            .post("/v1/suppressions", "{\"address\":\"" + Product.newAddress("never") + "\"}")
            .expect(201)
            .id());
    ids.put("labels", owner.post("/v1/labels", "{\"name\":\"lead\"}").expect(201).id());
    owner.put("/v1/contacts/" + id("contacts") + "/labels/" + id("labels")).expect(204);
    owner
        .post(
            "/v1/contacts",
            "{\"full_name\":\"Dana\",\"emails\":[{\"address\":\"dana@estate.example\"}]}")
        .expect(201);
    ids.put(
        "companies",
        owner.get("/v1/companies?domain=estate.example").results().get(0).getString("id"));
    owner.post("/v1/custom_fields", "{\"key\":\"plan\",\"title\":\"Plan\"}").expect(201);
    ids.put("custom_fields", "plan");
    ids.put("requests", "estate");
    ids.put("users", owner.post("/v1/users", user()).expect(201).id());
    ids.put("tokens", mint(null, List.of("contacts:read")).expect(201).id());
    ids.put("webhook_endpoints", owner.post("/v1/webhook_endpoints", endpoint()).expect(201).id());
    ids.put(
        "webhook_deliveries",
        owner.post("/v1/webhook_endpoints/" + id("webhook_endpoints") + "/test").expect(202).id());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                owner
                    .get("/v1/webhook_deliveries/" + id("webhook_deliveries"))
                    .json()
                    .getString("status")
                    .equalsIgnoreCase("succeeded"));
  }

  /** What a token waits for that requires approval. */
  private String asked() {
    var agent =
        owner
            .post(
                "/v1/tokens",
                "{\"label\":\"agent\",\"scopes\":[\"sequences:write\",\"email:send\"],"
                    + "\"requires_approval\":true}")
            .expect(201)
            .json();
    return new Api(product.url(), agent.getString("token"))
        .post("/v1/enrollments", enrollment())
        .expect(202)
        .json()
        .getString("approval_id");
  }

  private String enrollment() {
    return "{\"sequence_id\":\""
        + id("sequences")
        + "\",\"recipient\":{\"email\":\""
        + Product.newAddress("finley")
        + "\"}}";
  }

  /** Mail of a domain that nobody writes from. */
  private String workflow() {
    return "{\"name\":\"Answers\",\"trigger\":\"email_received\",\"conditions\":[{\"field\":"
        + "\"from_domain\",\"op\":\"eq\",\"value\":\"nobody.example\"}],\"enroll\":{\"sequence_id\":\""
        + id("sequences")
        + "\"}}";
  }

  /** A file without a row. */
  private String imported() {
    var id =
        owner
            .call("POST", "/v1/imports", "email,full_name\n", "Content-Type", "text/csv")
            .expect(202)
            .id();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                owner.get("/v1/jobs/" + id("jobs")).json().getString("status").equals("done")
                    && owner.get("/v1/imports/" + id).json().getString("status").equals("done"));
    return id;
  }

  /** The first e-mail goes out. */
  private void send() {
    product
        .api()
        .post("/v1/test_clocks/" + id("test_clocks") + "/advance", "{\"by\":\"PT1H\"}")
        .expect(202);
    var threads =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> owner.get("/v1/threads").expect(200).results(), found -> !found.isEmpty());
    ids.put("threads", threads.get(0).getString("id"));
    awaitClock();
    ids.put(
        "messages",
        owner
            .get("/v1/threads/" + id("threads"))
            .expect(200)
            .json()
            .getJsonArray("messages")
            .getJsonObject(0)
            .getString("id"));
    ids.put("attachments", attached());
    ids.put("unmatched", strangersMail());
  }

  /** A mail that nobody knows. */
  private String strangersMail() {
    var id = Ids.next();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      var inbox = Ids.read("inb", id("inboxes")).orElseThrow();
      var from = " from messaging.sender_account where id = '" + inbox + "'";
      var thread = Ids.next();
      statement.execute(
          "insert into messaging.thread (id, workspace_id, sender_account_id, subject, created_at)"
              + " select '%s', workspace_id, id, 'Hello', '2026-01-05T09:30:00Z'".formatted(thread)
              + from);
      statement.execute(
          "insert into messaging.message (id, workspace_id, sender_account_id, direction, status,"
              + " kind, created_at, test) select '%s', workspace_id, id, 'INBOUND', 'RECEIVED',"
                  .formatted(id)
              + " 'OTHER', '2026-01-05T09:30:00Z', true"
              + from);
      statement.execute(
          "insert into messaging.message_content (message_id, workspace_id, sender_account_id,"
              + " thread_id, from_address, to_address, subject, body_text, rfc_message_id,"
              + " created_at, received_at) select '%s', workspace_id, id, '%s',"
                  .formatted(id, thread)
              + " 'stranger@example.org', address, 'Hello', 'It is me.', '<%s@example.org>',"
                  .formatted(id)
              + " '2026-01-05T09:30:00Z', '2026-01-05T09:30:00Z'"
              + from);
      statement.execute(
          "insert into messaging.inbound_mail (message_id, workspace_id, sender_account_id,"
              + " identity, rfc_message_id, folder, history, other_sender, unmatched)"
              + " select '%s', workspace_id, id, '%s', '<%s@example.org>', 'INBOX', false, false,"
                  .formatted(id, id, id)
              + " 'names_nothing'"
              + from);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Ids.wire("msg", id);
  }

  /** A file, as if the message had come in with it. */
  private String attached() {
    var id = Ids.next();
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "insert into messaging.attachment (id, workspace_id, message_id, position, name,"
                    + " content_type, inline, size, content) select ?, workspace_id, message_id, 0,"
                    + " 'offer.txt', 'text/plain', false, 8, 'An offer'::bytea"
                    + " from messaging.message_content where message_id = ?")) {
      statement.setObject(1, id);
      statement.setObject(2, Ids.read("msg", id("messages")).orElseThrow());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Ids.wire("att", id);
  }

  /** Until the clock stands where it was moved to, and all that was due is done. */
  void awaitClock() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                owner
                    .get("/v1/test_clocks/" + id("test_clocks"))
                    .json()
                    .getString("status")
                    .equals("ready"));
  }

  /** Holds every scope. */
  Api owner() {
    return owner;
  }

  /** One of every kind. */
  Map<String, String> ids() {
    return Map.copyOf(ids);
  }

  String id(String kind) {
    return String.valueOf(ids.get(kind));
  }

  Api.Answer mint(@Nullable String inbox, List<String> scopes) {
    var body =
        Json.createObjectBuilder()
            .add("label", "walk")
            .add("scopes", Json.createArrayBuilder(scopes));
    if (inbox != null) {
      body.add("inbox_id", inbox);
    }
    return owner.post("/v1/tokens", body);
  }

  Api with(@Nullable String inbox, List<String> scopes) {
    return new Api(product.url(), mint(inbox, scopes).expect(201).json().getString("token"));
  }

  /** A path of the document with the ids that are here. */
  String address(Operation operation) {
    return address(operation, "", "");
  }

  /** The same with another value for one of its parameters. */
  String address(Operation operation, String parameter, String value) {
    var path = operation.path();
    for (int brace = path.indexOf("/{"); brace >= 0; brace = path.indexOf("/{")) {
      int end = path.indexOf('}', brace);
      var name = path.substring(brace + 2, end);
      var kind = path.substring(path.lastIndexOf('/', brace - 1) + 1, brace);
      if (!ids.containsKey(kind)) {
        throw new IllegalStateException("The estate has none of " + kind);
      }
      path =
          path.substring(0, brace + 1)
              + (name.equals(parameter) ? value : id(kind))
              + path.substring(end + 1);
    }
    return path;
  }

  /** A body that the operation takes. */
  @Nullable String body(Operation operation) {
    return operation.takesBody() ? body(operation.name()) : null;
  }

  private String body(String name) {
    return switch (name) {
      case "POST /v1/contacts" ->
          "{\"full_name\":\"Blake\",\"emails\":[{\"label\":\"work\",\"address\":\""
              + Product.newAddress("blake")
              + "\"}],\"phones\":[{\"label\":\"work\",\"number\":\"+49 30 1\"}],"
              + "\"anniversaries\":[{\"type\":\"birthday\",\"date\":\"1990-02-03\"}]}";
      case "PATCH /v1/contacts/{id}" -> "{\"notes\":\"changed\"}";
      case "POST /v1/contacts/{id}/erase" -> "{\"suppress\":true}";
      case "POST /v1/contacts/{id}/merge" -> "{\"from\":\"ctc_01h455vb4pex5vsknk084sn02q\"}";
      case "POST /v1/labels" -> "{\"name\":\"" + Product.newAddress("label") + "\"}";
      case "PATCH /v1/labels/{id}", "PATCH /v1/companies/{id}" -> "{\"name\":\"changed\"}";
      case "POST /v1/custom_fields" -> "{\"key\":\"seats\",\"title\":\"Seats\"}";
      case "PATCH /v1/custom_fields/{key}" -> "{\"title\":\"changed\"}";
      case "POST /v1/suppressions/import" -> "address\n" + Product.newAddress("nobody") + "\n";
      case "POST /v1/suppressions/{id}/lift" -> "{\"evidence\":\"asked again\"}";
      case "POST /v1/enrollments", "POST /v1/sequences/enrollments" ->
          "{\"inbox_id\":\""
              + id("inboxes")
              + "\",\"recipient\":{\"email\":\""
              + Product.newAddress("casey")
              + "\"},\"emails\":"
              + Conversation.emails(600).build()
              + "}";
      case "POST /v1/enrollments/bulk", "POST /v1/sequences/enrollments/bulk" ->
          "{\"sequence_id\":\""
              + id("sequences")
              + "\",\"recipients\":[{\"email\":\""
              + Product.newAddress("dana")
              + "\"}]}";
      case "PATCH /v1/enrollments/{id}", "PATCH /v1/sequences/enrollments/{id}" ->
          "{\"action\":\"pause\"}";
      case "PATCH /v1/approvals/{id}" -> "{\"request\":" + enrollment() + "}";
      case "POST /v1/approvals/{id}/refuse" -> "{\"reason\":\"Not now.\"}";
      case "POST /v1/workflows" -> workflow();
      case "PATCH /v1/workflows/{id}" -> "{\"name\":\"changed\"}";
      case "POST /v1/imports" -> "email\nerin@example.com\n";
      case "POST /v1/inboxes" ->
          "{\"address\":\""
              + Product.newAddress("inbox")
              + "\",\"display_name\":\"Sales\",\"smtp\":{\"host\":\"127.0.0.1\",\"port\":9,"
              + "\"security\":\"none\"}}";
      case "PATCH /v1/mail_settings" -> "{\"list_unsubscribe\":true}";
      case "PATCH /v1/inboxes/{id}" -> "{\"display_name\":\"changed\"}";
      case "POST /v1/messages" ->
          "{\"reply_to_message_id\":\""
              + id("messages")
              + "\",\"text_body\":\"Shall we talk on Thursday?\"}";
      case "POST /v1/inbox/unmatched/{id}/match" -> "{\"contact_id\":\"" + id("contacts") + "\"}";
      case "PATCH /v1/threads/{id}" -> "{\"category\":\"interested\",\"unread\":false}";
      case "POST /v1/messages/{id}/resolve" -> "{\"outcome\":\"sent\"}";
      case "POST /v1/sequences" -> sequence();
      case "POST /v1/suppressions" ->
          "{\"address\":\"" + Product.newAddress("nobody") + "\",\"reason\":\"manual\"}";
      case "POST /v1/test_clocks" -> "{\"name\":\"nested\"}";
      case "POST /v1/test_clocks/{id}/advance" -> "{\"by\":\"PT1S\"}";
      case "POST /v1/test_clocks/{id}/replies" -> "{\"text\":\"Yes.\"}";
      case "POST /v1/tokens" -> "{\"label\":\"child\",\"scopes\":[\"contacts:read\"]}";
      case "POST /v1/sessions" -> "{\"email\":\"nobody@cadenza.test\",\"password\":\"wrong\"}";
      case "POST /v1/users" -> user();
      case "PATCH /v1/users/{id}" -> "{\"name\":\"changed\"}";
      case "POST /v1/webhook_endpoints" -> endpoint();
      case "POST /v1/workspaces" -> "{\"name\":\"Northwind\",\"zone\":\"Europe/Berlin\"}";
      case "PATCH /v1/webhook_endpoints/{id}" -> "{\"description\":\"changed\"}";
      default -> throw new IllegalStateException("The estate has no body for " + name);
    };
  }

  private String sequence() {
    return "{\"name\":\"Follow-up\",\"sender_inbox_id\":\""
        + id("inboxes")
        + "\",\"exit_on_reply\":true,\"calendar\":{\"zone\":\"UTC\",\"windows\":[{\"days\":"
        + "[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"],\"from\":\"00:00\","
        + "\"to\":\"24:00\"}]},\"emails\":"
        + Conversation.emails(600_000).build()
        + "}";
  }

  private static String user() {
    return "{\"name\":\"Robin\",\"email\":\""
        + Product.newAddress("robin")
        + "\",\"role\":\"viewer\"}";
  }

  private String endpoint() {
    return "{\"url\":\"http://127.0.0.1:"
        + receiver.getAddress().getPort()
        + "/\",\"event_types\":[\"contact.created\"]}";
  }

  /** Everything that can be read, without what reading itself changes. */
  String content() {
    var text = new StringBuilder();
    for (var list :
        List.of(
            "companies",
            "contacts",
            "custom_fields",
            "enrollments",
            "events",
            "inboxes",
            "labels",
            "sequences",
            "suppressions",
            "threads",
            "tokens",
            "users",
            "webhook_deliveries",
            "webhook_endpoints")) {
      text.append(owner.get("/v1/" + list + "?limit=200").expect(200).text()).append('\n');
    }
    text.append(owner.get("/v1/test_clocks/" + id("test_clocks")).expect(200).text());
    return text.toString().replaceAll("\"last_used_at\":\"[^\"]*\",?", "");
  }

  /** The same, when what was begun has come to its end. */
  String settled() {
    await().atMost(Duration.ofSeconds(60)).until(this::isEveryEventNumbered);
    var last = new AtomicReference<>("");
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(700))
        .until(this::content, now -> now.equals(last.getAndSet(now)));
  }

  private boolean isEveryEventNumbered() throws SQLException {
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select from report.v_event where number is null")) {
      return !row.next();
    }
  }

  @Override
  public void close() {
    receiver.stop(0);
  }
}
