package cadenza.journeys;

import cadenza.product.Api.Answer;
import cadenza.product.Product;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The served document, as the tests walk it. */
record Interface(JsonObject document) {
  /** What any caller may ask for, since it tells him only of himself, or what all may know. */
  static final Set<String> OPEN =
      Set.of(
          "/v1/event_types",
          "/v1/event_types/{type}/schema",
          "/v1/requests/{key}",
          "/v1/sessions",
          "/v1/sessions/current");

  /**
   * Where a POST takes no {@code Idempotency-Key}: an answer that holds a secret is never stored,
   * and a look at a mailbox's servers changes nothing.
   */
  static final Set<String> WITHOUT_KEY =
      Set.of(
          "/v1/sessions",
          "/v1/tokens",
          "/v1/test_clocks",
          "/v1/webhook_endpoints",
          "/v1/webhook_endpoints/{id}/secret/rotate",
          "/v1/workspaces",
          "/v1/inboxes/{id}/test");

  private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");

  /** One operation; the path has its braces. */
  record Operation(String method, String path, JsonObject content) {
    String name() {
      return method + " " + path;
    }

    List<String> scopes() {
      return content.getJsonArray("x-required-scopes").getValuesAs(JsonString::getString);
    }

    boolean takesBody() {
      return content.containsKey("requestBody");
    }

    /** Inbox's interface, whose refusals are no problems of RFC 9457. */
    boolean isInboxs() {
      return path.startsWith("/api/v1/");
    }

    /** Whether it was refused for want of a scope, in whichever words. */
    boolean isWithoutScope(Answer answer) {
      return answer.status() == 403
          && (isInboxs()
              ? answer.json().getString("message").startsWith("The token needs the scope ")
              : answer.code().equals("insufficient_scope"));
    }

    /** What answers for as long as somebody listens, and so to nobody who accepts JSON alone. */
    boolean isStream() {
      return method.equals("GET")
          && content
              .getJsonObject("responses")
              .getJsonObject("200")
              .getJsonObject("content")
              .containsKey("text/event-stream");
    }

    /** Takes away what others need. */
    boolean isDelete() {
      return method.equals("DELETE") || path.endsWith("/erase");
    }

    /** The path with the same text at each of its places. */
    String at(String text) {
      return PLACE.matcher(path).replaceAll(text);
    }

    List<String> pathParameters() {
      return PLACE.matcher(path).results().map(place -> place.group(1)).toList();
    }

    List<String> queryParameters() {
      return content.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
          .map(JsonValue::asJsonObject)
          .filter(parameter -> parameter.getString("in", "").equals("query"))
          .map(parameter -> parameter.getString("name"))
          .toList();
    }
  }

  static Interface of(Product product) {
    return new Interface(product.anonymous().get("/openapi?format=json").expect(200).json());
  }

  List<Operation> operations() {
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
                                new Operation(
                                    method.toUpperCase(Locale.ROOT),
                                    path,
                                    content.asJsonObject()))));
    return operations;
  }

  /** All that any operation needs. */
  List<String> scopes() {
    return operations().stream()
        .flatMap(operation -> operation.scopes().stream())
        .distinct()
        .sorted()
        .toList();
  }

  List<String> scopesOfWorkspaces() {
    return scopes().stream().filter(scope -> !Estate.OPERATORS_ONLY.contains(scope)).toList();
  }

  /** JSON pointers of what a body may have, with an index 0 where there is a list. */
  List<String> fields(Operation operation) {
    var content = operation.content().getJsonObject("requestBody").getJsonObject("content");
    var schema = content.values().iterator().next().asJsonObject().getJsonObject("schema");
    var fields = new ArrayList<String>();
    collect("", schema, 0, fields);
    return fields;
  }

  private void collect(String pointer, JsonObject schema, int depth, List<String> into) {
    if (depth > 5) {
      return;
    }
    var resolved = resolve(schema);
    properties(resolved)
        .forEach(
            (name, property) -> {
              into.add(pointer + "/" + name);
              collect(pointer + "/" + name, property.asJsonObject(), depth + 1, into);
            });
    if (resolved.containsKey("items")) {
      into.add(pointer + "/0");
      collect(pointer + "/0", resolved.getJsonObject("items"), depth + 1, into);
    }
  }

  private JsonObject resolve(JsonObject schema) {
    if (!schema.containsKey("$ref")) {
      return schema;
    }
    var name = schema.getString("$ref").replaceAll(".*/", "");
    return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
  }

  private static Map<String, JsonValue> properties(JsonObject schema) {
    return new LinkedHashMap<>(
        schema.getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT).asJsonObject());
  }
}
