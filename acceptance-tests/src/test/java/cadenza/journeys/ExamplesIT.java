package cadenza.journeys;

import cadenza.journeys.Interface.Operation;
import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The examples in the document are what the tests send and get, and fit what it promises. */
@Journey
class ExamplesIT {
  /** To see one anew, take it out and run this test. */
  private static final Path SHOWN =
      Path.of("..", "rest-module", "src", "main", "resources")
          .resolve(Path.of("cadenza", "rest", "openapi", "examples.json"));

  /** What is shown, and what the walk has seen besides. */
  private static final Path SEEN = Path.of("target", "examples.json");

  /**
   * A stream has no end, who asks by a token has no session, and what is done cannot be cancelled.
   */
  private static final Set<String> WITHOUT_AN_ANSWER =
      Set.of(
          "GET /v1/events/stream",
          "POST /v1/sessions",
          "POST /v1/jobs/{id}/cancel",
          "GET /v1/requests/{key}",
          "GET /v1/sessions/current",
          "POST /v1/webhook_deliveries/{id}/retry");

  private static final Pattern ID = Pattern.compile("\\b([a-z]{3})_[0-9a-hjkmnp-tv-z]{26}\\b");

  private static final int MOST_ROWS = 2;

  @Test
  void every_operation_shows_what_it_takes_and_what_it_answers(Product product) throws IOException {
    write(seen(product));
    var served = Interface.of(product);
    var promised = new PromisedAnswers(served);
    var all = new SoftAssertions();
    for (var operation : served.operations()) {
      if (operation.takesBody()) {
        check(
            promised,
            operation.name() + " takes",
            operation.content().getJsonObject("requestBody"),
            true,
            all);
      }
      operation
          .content()
          .getJsonObject("responses")
          .forEach(
              (status, response) -> {
                if (status.startsWith("2")) {
                  check(
                      promised,
                      operation.name() + " answers " + status,
                      response.asJsonObject(),
                      isOnlyAnswer(operation) && !WITHOUT_AN_ANSWER.contains(operation.name()),
                      all);
                }
              });
    }
    all.assertAll();
  }

  private static boolean isOnlyAnswer(Operation operation) {
    return operation.content().getJsonObject("responses").keySet().stream()
            .filter(status -> status.startsWith("2"))
            .count()
        == 1;
  }

  private static void check(
      PromisedAnswers promised,
      String what,
      JsonObject described,
      boolean needed,
      SoftAssertions all) {
    described
        .getOrDefault("content", JsonValue.EMPTY_JSON_OBJECT)
        .asJsonObject()
        .forEach(
            (type, media) -> {
              var example = media.asJsonObject().get("example");
              if (needed) {
                all.assertThat(example)
                    .as(
                        what
                            + ": an example; cp acceptance-tests/"
                            + SEEN
                            + " acceptance-tests/"
                            + SHOWN)
                    .isNotNull();
              }
              if (example != null && type.endsWith("json")) {
                all.assertThat(
                        promised.complaint(
                            media.asJsonObject().getJsonObject("schema"), example.toString()))
                    .as(what + ": an example that fits")
                    .isEmpty();
              }
            });
  }

  /** By the id of the operation: what was sent, and by its status what came back. */
  private static Map<String, JsonObject> seen(Product product) {
    var seen = new TreeMap<String, JsonObject>();
    try (var estate = Estate.open(product)) {
      Interface.of(product).operations().stream()
          .sorted(
              Comparator.comparing(Operation::isDelete)
                  .thenComparing(operation -> !operation.method().equals("GET")))
          .forEach(
              operation ->
                  seen.put(
                      operation.content().getString("operationId"),
                      seen(product, estate, operation)));
    }
    return seen;
  }

  private static JsonObject seen(Product product, Estate estate, Operation operation) {
    var body = estate.body(operation);
    var example = Json.createObjectBuilder();
    if (body != null) {
      example.add("request", body.startsWith("{") ? json(body) : Json.createValue(body));
    }
    boolean byOperator =
        operation.method().equals("POST")
            && operation.path().matches("/v1/(test_clocks|workspaces)");
    var api = byOperator ? product.api() : estate.owner();
    var answer = api.call(operation.method(), estate.address(operation), body);
    if (answer.status() < 300 && !answer.text().isEmpty()) {
      example.add(
          "" + answer.status(),
          answer.text().matches("(?s)[{\\[].*")
              ? json(answer.text())
              : Json.createValue(answer.text()));
    }
    return example.build();
  }

  private static JsonValue json(String text) {
    var ids = new LinkedHashMap<String, String>();
    var lasting =
        ID.matcher(text)
            .replaceAll(
                (MatchResult id) ->
                    ids.computeIfAbsent(
                        id.group(),
                        known -> id.group(1) + "_01jd0q8x2vfh7k3m5n9prs" + (1000 + ids.size())))
            .replaceAll(
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "01926d3e-1f00-7a3b-9c5d-2e4f6a8b0c1d")
            .replaceAll("cdz_[A-Za-z0-9_-]+", "cdz_example")
            .replaceAll("whsec_[A-Za-z0-9+/=]+", "whsec_example")
            .replaceAll("\"next_cursor\":\"[^\"]*\"", "\"next_cursor\":\"example\"")
            .replaceAll("([a-z]+)-?\\d[0-9a-z]*@example\\.com", "$1@example.com")
            .replaceAll("http://127\\.0\\.0\\.1:\\d+/", "https://hooks.example.com/cadenza");
    try (var reader = Json.createReader(new StringReader(lasting))) {
      var value = reader.readValue();
      return value instanceof JsonObject object ? shortened(object) : value;
    }
  }

  private static JsonObject shortened(JsonObject answer) {
    return answer.get("results") instanceof JsonArray rows && rows.size() > MOST_ROWS
        ? Json.createObjectBuilder(answer)
            .add("results", Json.createArrayBuilder(rows.subList(0, MOST_ROWS)))
            .build()
        : answer;
  }

  private static void write(Map<String, JsonObject> seen) throws IOException {
    var examples = new TreeMap<String, JsonValue>(seen);
    try (var file = Files.newBufferedReader(SHOWN);
        var reader = Json.createReader(file)) {
      examples.putAll(reader.readObject());
    }
    var all = Json.createObjectBuilder();
    examples.forEach(all::add);
    try (var file = Files.newBufferedWriter(SEEN);
        var writer =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(file)) {
      writer.write(all.build());
    }
  }
}
