package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.journeys.Interface.Operation;
import cadenza.kernel.api.Ids;
import cadenza.product.Api;
import cadenza.product.Api.Answer;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two workspaces with one thing of every kind, and the whole document: what belongs to the one is
 * offered to the other at every place, and must look like what does not exist.
 */
@Journey
class WallIT {
  private static final System.Logger LOG = System.getLogger(WallIT.class.getName());

  /** A request under way beside ours may turn an answer; a leak stays. */
  private static final int TRIES = 4;

  /** Whether every field is offered every id, and not only those that are made for ids. */
  private static final boolean LONG = Boolean.getBoolean("cadenza.wall.long");

  private static final int IDS_OF_OTHER_FIELDS = 2;

  /**
   * Whose bodies hold nothing but names that are taken once: the probes take them from each other.
   */
  private static final Set<String> NAMES =
      Set.of("/v1/labels", "/v1/custom_fields", "/v1/thread_categories");

  private static final String ID = "[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}";

  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger offers = new AtomicInteger();

  @Test
  void what_belongs_to_another_workspace_does_not_exist(Product product) throws SQLException {
    try (var one = Estate.open(product);
        var other = Estate.open(product)) {
      var served = Interface.of(product);
      var foreign = foreignIds(one);
      var keys = usedKeys(one, served);
      one.settled();
      var before = Rows.of(product, one);

      cursors(one, other, served);
      var calls = new ArrayList<Callable<Boolean>>();
      var changes = new ArrayList<Callable<Boolean>>();
      for (var operation : served.operations()) {
        var key = String.valueOf(keys.get(operation.name()));
        // what reads looks at what stands still, beside no change of ours
        var work = operation.method().equals("GET") ? calls : changes;
        work.add(
            () -> {
              inThePath(other, operation, foreign);
              asAKey(other, operation, key);
              inTheQuery(other, operation, foreign);
              inTheHeaders(other, operation, foreign);
              keyOfTheirs(other, operation, key);
              inTheBody(other, served, operation, foreign);
              return true;
            });
      }
      AtOnce.each(4, calls);
      AtOnce.each(4, changes);

      assertThat(leaks).isEmpty();
      assertThat(Rows.of(product, one)).isEqualTo(before);
      LOG.log(
          System.Logger.Level.INFO,
          "{0} operations, {1} ids of another workspace, {2} offers, {3} leaks",
          served.operations().size(),
          foreign.size(),
          offers.get(),
          leaks.size());
    }
  }

  /** By kind; what an id is for an operation, the operation must not know. */
  private static Map<String, String> foreignIds(Estate one) {
    var ids = new LinkedHashMap<>(one.ids());
    ids.values().removeIf(id -> !id.matches(ID));
    ids.put("events", one.owner().get("/v1/events").expect(200).results().get(0).getString("id"));
    return ids;
  }

  /** A key for each operation, that a request of theirs has used up. */
  private static Map<String, String> usedKeys(Estate one, Interface served) {
    var keys = new LinkedHashMap<String, String>();
    for (var operation : served.operations()) {
      var key = "theirs-" + Integer.toHexString(operation.name().hashCode());
      keys.put(operation.name(), key);
      one.owner().post("/v1/contacts", "{\"full_name\":\"\"}", "Idempotency-Key", key).expect(422);
    }
    return keys;
  }

  /** Is new to us. */
  private void keyOfTheirs(Estate other, Operation operation, String key) {
    var answer =
        other
            .owner()
            .call(
                operation.method(),
                harmless(other, operation),
                other.body(operation),
                "Idempotency-Key",
                key);
    offers.incrementAndGet();
    if (answer.header("Idempotency-Replayed").isPresent()
        || answer.text().contains("idempotency_key")) {
      leaks.add(operation.name() + " by a key of theirs: " + answer.text());
    }
  }

  private void asAKey(Estate other, Operation operation, String key) {
    if (operation.pathParameters().contains("key")) {
      offer(
          other,
          operation,
          value -> other.address(operation, "key", value),
          key,
          value -> null,
          value -> new String[0]);
    }
  }

  private void inThePath(Estate other, Operation operation, Map<String, String> foreign) {
    for (var place : operation.pathParameters()) {
      foreign
          .values()
          .forEach(
              id -> {
                for (var form : forms(id)) {
                  offer(
                      other,
                      operation,
                      value -> other.address(operation, place, value),
                      form,
                      value -> other.body(operation),
                      value -> new String[0]);
                }
              });
    }
  }

  private void inTheQuery(Estate other, Operation operation, Map<String, String> foreign) {
    var address = harmless(other, operation);
    for (var name : operation.queryParameters()) {
      foreign
          .values()
          .forEach(
              id -> {
                for (var form : forms(id)) {
                  offer(
                      other,
                      operation,
                      value -> address + "?" + name + "=" + value,
                      form,
                      value -> other.body(operation),
                      value -> new String[0]);
                }
              });
    }
  }

  private void inTheHeaders(Estate other, Operation operation, Map<String, String> foreign) {
    var address = harmless(other, operation);
    for (var name : List.of("If-Match", "X-Request-Id")) {
      var id = foreign.values().iterator().next();
      offer(
          other,
          operation,
          value -> address,
          id,
          value -> other.body(operation),
          value -> new String[] {name, name.equals("If-Match") ? "\"" + value + "\"" : value});
    }
  }

  private void inTheBody(
      Estate other, Interface served, Operation operation, Map<String, String> foreign) {
    if (!operation.takesBody() || NAMES.stream().anyMatch(operation.path()::startsWith)) {
      return;
    }
    var address = harmless(other, operation);
    for (var field : served.fields(operation)) {
      ids(foreign, field)
          .forEach(
              id ->
                  offer(
                      other,
                      operation,
                      value -> address,
                      id,
                      value ->
                          NonsenseIT.put(
                              String.valueOf(other.body(operation)), field, "\"" + value + "\""),
                      value -> new String[0]));
    }
  }

  /** All for a field of ids; for others some, and over all fields each. */
  private static List<String> ids(Map<String, String> foreign, String field) {
    var all = List.copyOf(foreign.values());
    if (LONG || field.matches(".*(id|ids|ids/0)")) {
      return all;
    }
    int first = Math.floorMod(field.hashCode(), all.size());
    return IntStream.range(0, IDS_OF_OTHER_FIELDS)
        .mapToObj(i -> all.get((first + i) % all.size()))
        .toList();
  }

  private interface Form {
    @Nullable String of(String value);
  }

  private interface Headers {
    String[] of(String value);
  }

  private void offer(
      Estate other, Operation operation, Form address, String id, Form body, Headers headers) {
    var answers = new ArrayList<String>();
    for (int i = 0; i < TRIES; i++) {
      var unknown = unknownLike(id);
      var asUnknown = call(other, operation, address, unknown, body, headers);
      var asForeign = call(other, operation, address, id, body, headers);
      offers.incrementAndGet();
      if (asForeign.equals(asUnknown)) {
        return;
      }
      answers.add(asUnknown + " BUT " + asForeign);
    }
    leaks.add(operation.name() + " " + address.of(id) + " " + body.of(id) + ": " + answers);
  }

  private static String call(
      Estate other, Operation operation, Form address, String id, Form body, Headers headers) {
    if (operation.path().endsWith("/advance")) {
      other.awaitClock(); // while it runs, one that may move it is told to come again
    }
    var answer =
        other
            .owner()
            .call(operation.method(), String.valueOf(address.of(id)), body.of(id), headers.of(id));
    return answer.status() + " " + normal(answer, id);
  }

  /** Without what differs between two answers anyway. */
  private static String normal(Answer answer, String id) {
    return answer
        .text()
        .replace(id, "ID")
        .replaceAll("\"(request_id|instance|next_cursor|token|secret|prefix)\":\"[^\"]*\"", "$1")
        .replaceAll("\"(attempts|number|id)\":\\d+", "$1")
        .replaceAll(ID, "ID")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|\\+00:00)", "TIME")
        .replaceAll("[a-z]+\\d+@example.com", "ADDRESS");
  }

  /** Deletes nothing of its own: what the probes need must stay. */
  private static String harmless(Estate other, Operation operation) {
    return operation.isDelete() ? operation.at(unknownLike("ctc_")) : other.address(operation);
  }

  private static List<String> forms(String id) {
    return List.of(id, Ids.read(id.substring(0, 3), id).orElseThrow().toString());
  }

  private static String unknownLike(String id) {
    if (id.startsWith("theirs-")) {
      return "nobodys-" + Ids.next();
    }
    return id.charAt(3) == '_' ? Ids.wire(id.substring(0, 3), Ids.next()) : Ids.next().toString();
  }

  /** A place in a list of theirs is no place in one of ours. */
  private void cursors(Estate one, Estate other, Interface served) {
    var ids = foreignIds(one).values();
    for (var operation : served.operations()) {
      if (!operation.queryParameters().contains("cursor")) {
        continue;
      }
      var page = one.owner().get(one.address(operation) + "?limit=1").expect(200).json();
      if (!page.containsKey("next_cursor") || page.isNull("next_cursor")) {
        continue;
      }
      var answer =
          other.owner().get(other.address(operation) + "?cursor=" + page.getString("next_cursor"));
      offers.incrementAndGet();
      if (answer.status() != 200 && answer.status() != 400
          || ids.stream().anyMatch(answer.text()::contains)) {
        leaks.add(operation.name() + " by a cursor of theirs: " + answer.text());
      }
    }
  }

  @Test
  void a_token_of_one_scope_does_what_that_scope_names_and_nothing_else(Product product)
      throws SQLException {
    try (var estate = Estate.open(product)) {
      var served = Interface.of(product);
      var tokens = new TreeMap<String, Api>();
      for (var scope : served.scopes()) {
        tokens.put(
            scope,
            Estate.OPERATORS_ONLY.contains(scope)
                ? product.apiWith(scope)
                : estate.with(null, List.of(scope)));
      }
      estate.settled();
      var before = withoutRefusals(Rows.of(product, estate));

      var calls = new ArrayList<Callable<Boolean>>();
      for (var operation : guarded(served)) {
        tokens.forEach((scope, api) -> calls.add(() -> matrix(estate, operation, scope, api)));
      }
      AtOnce.each(4, calls);

      assertThat(leaks).isEmpty();
      assertThat(withoutRefusals(Rows.of(product, estate))).isEqualTo(before);
      LOG.log(
          System.Logger.Level.INFO,
          "{0} operations, {1} scopes, {2} requests",
          served.operations().size(),
          tokens.size(),
          calls.size());
    }
  }

  /** A refusal leaves its line in the audit log, and nothing else. */
  private static Map<String, String> withoutRefusals(Map<String, String> rows) {
    var others = new TreeMap<>(rows);
    others.remove("access.audit_entry");
    return others;
  }

  private static List<Operation> guarded(Interface served) {
    return served.operations().stream()
        .filter(operation -> !Interface.OPEN.contains(operation.path()))
        .toList();
  }

  /** Anything is a file, but for nothing. */
  private static String refusedBody(Operation operation) {
    return operation.name().equals("POST /v1/blobs") ? "" : "[";
  }

  /** What may pass is made to fail behind the check of the scope, so that nothing happens. */
  private boolean matrix(Estate estate, Operation operation, String scope, Api api) {
    boolean passes = operation.scopes().equals(List.of(scope));
    var address = passes ? operation.at(unknownLike("ctc_")) : estate.address(operation);
    var body = passes && operation.takesBody() ? refusedBody(operation) : estate.body(operation);
    var answer = api.call(operation.method(), address, body);
    boolean refused = operation.isWithoutScope(answer);
    if (refused == passes || passes && answer.status() == 401) {
      leaks.add(operation.name() + " with " + scope + ": " + answer.status() + " " + answer.text());
    }
    return refused;
  }
}
