package cadenza.journeys;

import static org.awaitility.Awaitility.await;

import cadenza.journeys.Interface.Operation;
import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.Product;
import jakarta.json.Json;
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
  private final HookSink receiver = new HookSink();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final EstateBodies bodies;

  private Estate(Product product, Api owner) {
    this.product = product;
    this.owner = owner;
    this.bodies = new EstateBodies(ids, receiver.port());
  }

  static Estate open(Product product) {
    var clock =
        product
            .api()
            .post("/v1/test_clocks/", "{\"name\":\"estate\",\"start\":\"2026-01-05T09:00:00Z\"}")
            .expect(201)
            .json();
    var estate = new Estate(product, new Api(product.url(), clock.getString("token")));
    estate.ids.put("test_clocks", clock.getString("id"));
    estate.ids.put("inboxes", clock.getString("inbox_id"));
    estate.fill();
    return estate;
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
    ids.put("sequences", owner.post("/v1/sequences", bodies.sequence()).expect(201).id());
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
    ids.put("workflows", owner.post("/v1/workflows", bodies.workflow()).expect(201).id());
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
    owner.post("/v1/thread_categories", "{\"key\":\"pricing\",\"title\":\"Pricing\"}").expect(201);
    ids.put("thread_categories", "pricing");
    ids.put(
        "webhooks",
        "" + owner.post("/v3/webhooks", bodies.subscription()).expect(201).json().getInt("id"));
    ids.put("requests", "estate");
    ids.put("event_types", "contact.created");
    ids.put("users", owner.post("/v1/users", bodies.user()).expect(201).id());
    ids.put("tokens", mint(null, List.of("contacts:read")).expect(201).id());
    ids.put(
        "webhook_endpoints",
        owner.post("/v1/webhook_endpoints", bodies.endpoint()).expect(201).id());
    PlantedRows.resending(product, id("webhook_endpoints"));
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
        .post("/v1/enrollments", bodies.enrollment())
        .expect(202)
        .json()
        .getString("approval_id");
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
    ids.put("attachments", PlantedRows.attachment(product, id("messages")));
    ids.put("unmatched", PlantedRows.strangersMail(product, id("inboxes")));
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
    return operation.takesBody() ? bodies.of(operation.name()) : null;
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
            "thread_categories",
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
    receiver.close();
  }
}
