package cadenza.journeys;

import cadenza.product.Product;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the product says of its events, and whether one is like that to the letter. */
final class ServedSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Product product;
  private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

  ServedSchemas(Product product) {
    this.product = product;
  }

  /** What is wrong with an event, fields that its schema does not know among it. */
  Set<String> complaints(String event) {
    var json = read(event);
    return known.computeIfAbsent(json.get("type").asText(), this::schema).validate(json).stream()
        .map(wrong -> wrong.getMessage() + " in " + event)
        .collect(Collectors.toSet());
  }

  private JsonSchema schema(String type) {
    var served = product.api().get("/v1/event_types/" + type + "/schema").expect(200).text();
    return factory.getSchema(
        read(served.replace("\"additionalProperties\":true", "\"additionalProperties\":false")),
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
