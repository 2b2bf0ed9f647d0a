package cadenza.journeys;

import cadenza.journeys.Interface.Operation;
import cadenza.product.Api.Answer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the served document says of answers: which statuses there are, and what stands in them. */
final class PromisedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

  PromisedAnswers(Interface served) {
    this.document = read(served.document().toString());
  }

  /** What is wrong with an answer, in a few words. */
  Optional<String> complaint(Operation operation, Answer answer) {
    var response =
        operation.content().getJsonObject("responses").getJsonObject("" + answer.status());
    if (response == null) {
      return Optional.of("status " + answer.status() + " is not documented");
    }
    var content = response.getJsonObject("content");
    if (content == null) {
      return answer.text().isEmpty() ? Optional.empty() : Optional.of("a body nobody promised");
    }
    var type = answer.header("Content-Type").orElse("").replaceAll(";.*", "");
    if (!content.containsKey(type)) {
      return Optional.of("the type " + type + " is not documented");
    }
    if (!type.endsWith("json")) {
      return Optional.empty();
    }
    return complaint(content.getJsonObject(type).getJsonObject("schema"), answer.text());
  }

  /** What does not fit into a schema of the document. */
  Optional<String> complaint(JsonObject schema, String json) {
    var wrong = known.computeIfAbsent(schema.toString(), this::compiled).validate(read(json));
    return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong.toString());
  }

  private JsonSchema compiled(String schema) {
    var whole = (ObjectNode) read(schema);
    whole.set("components", document.get("components"));
    return schemas.getSchema(whole);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
