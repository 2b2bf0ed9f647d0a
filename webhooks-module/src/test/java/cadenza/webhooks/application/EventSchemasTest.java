package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.domain.Envelope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WH-8: what is told of each type fits the schema of the type, and nothing else does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventSchemasTest {
  static final ObjectMapper JSON = new ObjectMapper();
  static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

  static Stream<Class<? extends DomainEvent>> facts() {
    return EventTypes.FACTS.stream();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_fact_with_all_it_may_have_fits_to_the_letter(Class<? extends DomainEvent> fact) {
    var envelope = Envelope.of(SampleFacts.of(fact));

    assertThat(complaints(fact, numbered(envelope))).isEmpty();
    assertThat(complaints(fact, read(Envelope.sentTo(Ids.next(), numbered(envelope).toString()))))
        .isEmpty();
    assertThat(complaints(fact, read(envelope.asSample().json()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_fact_with_only_what_it_must_have_fits(Class<? extends DomainEvent> fact) throws Exception {
    assertThat(complaints(fact, numbered(Envelope.of(barest(fact))))).isEmpty();
  }

  /** What may be missing is what may be null, or goes when a person is erased, and says so. */
  @ParameterizedTest
  @MethodSource("facts")
  void what_is_always_known_is_required_unless_it_is_a_persons(Class<? extends DomainEvent> fact)
      throws Exception {
    var data = schema(fact).at("/properties/data");
    var required = new HashSet<String>();
    data.get("required").forEach(name -> required.add(name.asText()));

    numbered(Envelope.of(barest(fact)))
        .get("data")
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(required.contains(name))
                    .as(name)
                    .isNotEqualTo(data.get("properties").get(name).has("description")));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void what_is_missing_or_of_another_kind_does_not_fit(Class<? extends DomainEvent> fact)
      throws Exception {
    var barest = numbered(Envelope.of(barest(fact)));
    var broken = new ArrayList<ObjectNode>();
    for (var field : List.of("type", "timestamp", "id", "workspace_id", "data", "sequence")) {
      broken.add(without(barest, "", field));
      broken.add(with(barest, "", field, JSON.getNodeFactory().arrayNode()));
    }
    for (var needed : schema(fact).at("/properties/data/required")) {
      broken.add(without(barest, "/data", needed.asText()));
    }
    var all = numbered(Envelope.of(SampleFacts.of(fact)));
    all.get("data")
        .fieldNames()
        .forEachRemaining(
            field -> {
              broken.add(with(all, "/data", field, JSON.getNodeFactory().arrayNode()));
              broken.add(with(all, "/data", field, JSON.getNodeFactory().nullNode()));
            });
    broken.add(with(barest, "", "timestamp", JSON.getNodeFactory().textNode("2026-03-02")));
    broken.add(with(barest, "", "id", JSON.getNodeFactory().textNode("evt_1")));
    broken.add(with(barest, "", "type", JSON.getNodeFactory().textNode("no.such")));

    assertThat(broken).allMatch(one -> !complaints(fact, one).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_consumer_is_told_to_let_in_what_may_come_yet(Class<? extends DomainEvent> fact) {
    var later =
        with(
            with(numbered(Envelope.of(SampleFacts.of(fact))), "", "new", read("{}")),
            "/data",
            "new",
            read("{}"));

    assertThat(validate(schema(fact), later)).isEmpty();
    assertThat(complaints(fact, later)).hasSize(2);
  }

  @Test
  void the_sample_that_is_of_no_type_has_a_schema_too() {
    var sample = Envelope.sample(Ids.next(), Ids.next(), Instant.EPOCH, Ids.next());

    assertThat(
            validate(
                closed(read(EventTypes.schema(Envelope.SAMPLE).orElseThrow())),
                read(Envelope.sentTo(Ids.next(), sample.json()))))
        .isEmpty();
    assertThat(EventTypes.schema("no.such")).isEmpty();
  }

  @Test
  void every_type_is_described_as_in_the_documentation() throws Exception {
    var rows =
        Pattern.compile("(?m)^\\| \\[([a-z_.]+)]\\([^)]*\\) \\| (.*) \\|$")
            .matcher(Files.readString(EventTypesTest.DOCS.resolve("README.md")))
            .results()
            .map(row -> row.group(1) + ": " + row.group(2))
            .toList();

    assertThat(EventTypes.all().stream().map(one -> one.type() + ": " + one.description()))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  /** The schema without leave for what it does not know. */
  static Set<ValidationMessage> complaints(Class<? extends DomainEvent> fact, JsonNode json) {
    return validate(closed(schema(fact)), json);
  }

  private static Set<ValidationMessage> validate(JsonNode schema, JsonNode json) {
    var strict = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return SCHEMAS.getSchema(schema, strict).validate(json);
  }

  private static JsonNode schema(Class<? extends DomainEvent> fact) {
    var type = Objects.requireNonNull(fact.getAnnotation(Externalized.class)).value();
    return read(EventTypes.schema(type).orElseThrow());
  }

  private static JsonNode closed(JsonNode schema) {
    return read(
        schema
            .toString()
            .replace("\"additionalProperties\":true", "\"additionalProperties\":false"));
  }

  private static ObjectNode numbered(Envelope envelope) {
    return with(read(envelope.json()), "", "sequence", JSON.getNodeFactory().numberNode(7));
  }

  private static ObjectNode with(ObjectNode json, String place, String field, JsonNode value) {
    var copy = json.deepCopy();
    ((ObjectNode) copy.at(place)).set(field, value);
    return copy;
  }

  private static ObjectNode without(ObjectNode json, String place, String field) {
    var copy = json.deepCopy();
    ((ObjectNode) copy.at(place)).remove(field);
    return copy;
  }

  static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Null wherever it may be. */
  private static DomainEvent barest(Class<? extends DomainEvent> fact) throws Exception {
    var sample = SampleFacts.of(fact);
    var components = fact.getRecordComponents();
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)
              ? null
              : components[i].getAccessor().invoke(sample);
    }
    return fact.getDeclaredConstructor(types).newInstance(values);
  }
}
