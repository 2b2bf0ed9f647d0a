package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The document that clients are made from: complete, true to the wire, and changed on purpose. */
@Journey
class InterfaceDocumentIT {
  private static final Path KNOWN = Path.of("src", "test", "resources", "openapi.json");
  private static final Path SERVED = Path.of("target", "openapi.json");

  /** What .ci/run gives to the linter. */
  private static final Path TO_THE_LETTER = Path.of("target", "openapi-served.json");

  private record Operation(String name, JsonObject content) {
    boolean isReplys() {
      return name.contains(" /v3/");
    }

    boolean isInboxs() {
      return name.contains(" /api/v1/");
    }

    JsonObject responses() {
      return content.getJsonObject("responses");
    }
  }

  @Test
  void it_says_what_it_describes_and_how_to_get_in(Product product) {
    var document = document(product);

    var info = document.getJsonObject("info");
    assertThat(info.getString("title")).isEqualTo("Cadenza");
    assertThat(info.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(info.getJsonObject("license").getString("name")).isEqualTo("Apache-2.0");
    var scheme =
        document
            .getJsonObject("components")
            .getJsonObject("securitySchemes")
            .getJsonObject("token");
    assertThat(scheme.getString("type")).isEqualTo("http");
    assertThat(scheme.getString("scheme")).isEqualTo("bearer");
    assertThat(document.getJsonArray("security").getJsonObject(0)).containsKey("token");
  }

  @Test
  void every_operation_has_a_summary_a_scope_an_answer_and_its_refusals(Product product) {
    var operations = operations(document(product));
    assertThat(operations).hasSizeGreaterThan(40);

    var all = new SoftAssertions();
    for (var operation : operations) {
      all.assertThat(operation.content().getString("summary", ""))
          .as(operation.name() + ": summary")
          .isNotBlank();
      all.assertThat(operation.content().getString("operationId", ""))
          .as(operation.name() + ": id")
          .isNotBlank();
      all.assertThat(operation.content().getString("description", ""))
          .as(operation.name() + ": scopes")
          .containsPattern("Needs the scopes? [a-z_]+:[a-z]+|Any caller may");
      all.assertThat(operation.content().get("x-required-scopes"))
          .as(operation.name() + ": scopes for programs")
          .isInstanceOfSatisfying(
              JsonArray.class,
              scopes ->
                  all.assertThat(scopes.isEmpty())
                      .isEqualTo(
                          Interface.OPEN.contains(operation.name().replaceAll("^\\S+ ", ""))));
      all.assertThat(operation.content().get("security"))
          .as(operation.name() + ": security")
          .hasToString(
              operation.isReplys() ? "[{\"token\":[]},{\"api_key\":[]}]" : "[{\"token\":[]}]");
      all.assertThat(operation.responses().keySet())
          .as(operation.name() + ": refusals")
          .contains("401", "403");
      operation
          .responses()
          .forEach(
              (status, response) ->
                  all.assertThat(isDescribed(operation, status, response.asJsonObject()))
                      .as(operation.name() + ": the body of " + status)
                      .isTrue());
    }
    all.assertAll();
  }

  @Test
  void every_post_takes_a_key_unless_its_answer_is_a_secret(Product product) {
    var without =
        operations(document(product)).stream()
            .filter(operation -> operation.name().startsWith("post "))
            .filter(operation -> !takesKey(operation))
            .map(operation -> operation.name().substring("post ".length()));

    assertThat(without).containsExactlyInAnyOrderElementsOf(Interface.WITHOUT_KEY);
  }

  private static boolean takesKey(Operation operation) {
    return operation
        .content()
        .getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY)
        .asJsonArray()
        .stream()
        .anyMatch(one -> one.asJsonObject().getString("$ref", "").endsWith("/Idempotency-Key"));
  }

  /**
   * A refusal is a problem, or what Inbox's consumers know, an answer has a schema, and 204 has no
   * body.
   */
  private static boolean isDescribed(Operation operation, String status, JsonObject response) {
    var content = response.getJsonObject("content");
    if (status.equals("204")) {
      return content == null;
    }
    if (content == null) {
      return false;
    }
    if (status.startsWith("4")) {
      var type = operation.isInboxs() ? "application/json" : "application/problem+json";
      var schema = operation.isInboxs() ? "InboxLogError" : "Problem";
      return content.keySet().equals(Set.of(type))
          && content
              .getJsonObject(type)
              .getJsonObject("schema")
              .getString("$ref")
              .equals("#/components/schemas/" + schema);
    }
    return content.values().stream().allMatch(type -> type.asJsonObject().containsKey("schema"));
  }

  @Test
  void its_names_are_those_on_the_wire(Product product) {
    var schemas = document(product).getJsonObject("components").getJsonObject("schemas");

    // what others have published keeps the names that it has there
    assertThat(schemas.entrySet())
        .filteredOn(schema -> !schema.getKey().matches("(ReplyIo|ReplyItems|InboxLog).*"))
        .extracting(Map.Entry::getValue)
        .flatExtracting(
            schema ->
                schema
                    .asJsonObject()
                    .getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT)
                    .asJsonObject()
                    .keySet())
        .isNotEmpty()
        .allMatch(name -> String.valueOf(name).matches("[a-z0-9_]+"));
  }

  @Test
  void the_server_finds_every_class_of_it_and_no_fault(Product product) throws Exception {
    document(product);
    var log =
        Path.of(System.getProperty("cadenza.suite.usr"), "servers")
            .resolve(System.getProperty("cadenza.suite.server"))
            .resolve("logs/messages.log");

    assertThat(Files.readString(log)).doesNotContain("SROAP", "CWWKO1650E", "CWWKO1651W");
  }

  @Test
  void it_changes_only_on_purpose(Product product) throws Exception {
    Files.writeString(TO_THE_LETTER, document(product).toString());
    Files.writeString(SERVED, normal(document(product)));

    assertThat(SERVED)
        .as(
            "The interface has changed. If it was meant to: cp acceptance-tests/%s"
                + " acceptance-tests/%s, look at the difference, and tell of it in CHANGELOG.md.",
            SERVED, KNOWN)
        .hasSameTextualContentAs(KNOWN);
  }

  private static JsonObject document(Product product) {
    return product.anonymous().get("/openapi?format=json").expect(200).json();
  }

  private static List<Operation> operations(JsonObject document) {
    var operations = new ArrayList<Operation>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, methods) ->
                methods
                    .asJsonObject()
                    .forEach(
                        (method, content) ->
                            operations.add(
                                new Operation(method + " " + path, content.asJsonObject()))));
    return operations;
  }

  /** Without what differs from one machine to the next, and in an order of its own. */
  private static String normal(JsonObject document) throws IOException {
    var lasting = Json.createObjectBuilder(document).remove("servers").build();
    try (var text = new StringWriter();
        var writer =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
      writer.write(sorted(lasting));
      return text.toString().strip() + "\n";
    }
  }

  private static JsonValue sorted(JsonValue value) {
    if (value instanceof JsonArray array) {
      var copy = Json.createArrayBuilder();
      array.forEach(item -> copy.add(sorted(item)));
      return copy.build();
    }
    if (value instanceof JsonObject object) {
      var copy = Json.createObjectBuilder();
      new TreeMap<>(object).forEach((name, item) -> copy.add(name, sorted(item)));
      return copy.build();
    }
    return value;
  }
}
