package cadenza.webhooks.domain;

import cadenza.kernel.api.DomainEvent;
import cadenza.webhooks.domain.Envelope.Field;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of what is told of a type of fact, made of the fact's components as
 * {@link Envelope} makes the fields: what may be null may be absent. It lets in fields that it does
 * not know, since a new one may come at any time.
 */
public final class EventSchema {
  /** Rises when a field changes its meaning or goes, which none has so far. */
  public static final int VERSION = 1;

  private static final String ID = "[0-7][0-9a-hjkmnp-tv-z]{25}$";
  private static final String TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$";
  private static final Map<Class<?>, String> SIMPLE =
      Map.of(
          int.class, "integer",
          Integer.class, "integer",
          long.class, "integer",
          Long.class, "integer",
          double.class, "number",
          Double.class, "number",
          boolean.class, "boolean",
          Boolean.class, "boolean");

  private EventSchema() {}

  /**
   * @param description in a sentence, what happened
   */
  public static JsonObject of(Class<? extends DomainEvent> fact, String description) {
    var shape = Envelope.shape(fact);
    var properties = Json.createObjectBuilder();
    shape.fields().forEach(field -> properties.add(field.key(), described(shape.type(), field)));
    var needed =
        shape.fields().stream()
            .filter(field -> !mayBeUnknown(field) && staysWhenErased(shape.type(), field))
            .map(Field::key)
            .toList();
    return envelope(shape.type(), description, object(properties, needed))
        .add("oneOf", Json.createArrayBuilder().add(needs("sequence")).add(needs("sample")))
        .build();
  }

  /** Of the sample that is of no type. */
  public static JsonObject ofSample() {
    var data =
        Json.createObjectBuilder()
            .add("endpoint_id", id("whe"))
            .add("sample", Json.createObjectBuilder().add("const", true));
    return envelope(
            Envelope.SAMPLE,
            "A sample that an endpoint's owner asked for.",
            object(data, List.of("endpoint_id", "sample")))
        .build();
  }

  private static JsonObjectBuilder envelope(String type, String description, JsonObject data) {
    var properties =
        Json.createObjectBuilder()
            .add("type", Json.createObjectBuilder().add("const", type))
            .add("timestamp", time())
            .add("id", id("evt"))
            .add("workspace_id", id("wsp"))
            .add("data", data)
            .add("sequence", Json.createObjectBuilder().add("type", "integer").add("minimum", 1))
            .add("sample", Json.createObjectBuilder().add("const", true))
            .add("endpoint_id", id("whe"));
    return Json.createObjectBuilder()
        .add("$schema", "https://json-schema.org/draft/2020-12/schema")
        .add("$id", "urn:cadenza:event:" + type + ":" + VERSION)
        .add("title", type)
        .add("description", description)
        .addAll(
            Json.createObjectBuilder(
                object(properties, List.of("type", "timestamp", "id", "workspace_id", "data"))));
  }

  private static JsonObject object(JsonObjectBuilder properties, List<String> needed) {
    return Json.createObjectBuilder()
        .add("type", "object")
        .add("properties", properties)
        .add("required", array(needed))
        .add("additionalProperties", true)
        .build();
  }

  private static JsonObject needs(String key) {
    return Json.createObjectBuilder().add("required", array(List.of(key))).build();
  }

  private static JsonArray array(List<String> texts) {
    return Json.createArrayBuilder(texts).build();
  }

  private static boolean mayBeUnknown(Field field) {
    return field.component().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** As {@link Erasures} leaves an event that mentions a person: ids, numbers, words of our own. */
  private static boolean staysWhenErased(String type, Field field) {
    return ForgetStatements.stays(
        type, field.key(), !SIMPLE.containsKey(field.component().getType()));
  }

  private static JsonObjectBuilder described(String type, Field field) {
    return mayBeUnknown(field) || staysWhenErased(type, field)
        ? value(field)
        : value(field).add("description", "Absent only where a person it tells of was erased");
  }

  private static JsonObjectBuilder value(Field field) {
    var type = field.component().getType();
    if (type == UUID.class) {
      return id(field.prefix());
    }
    if (type == Instant.class) {
      return time();
    }
    if (type == LocalDate.class) {
      return Json.createObjectBuilder().add("type", "string").add("format", "date");
    }
    if (type.isEnum()) {
      return Json.createObjectBuilder().add("type", "string").add("enum", array(names(type)));
    }
    var simple = SIMPLE.get(type);
    return simple == null
        ? text(field.component())
        : Json.createObjectBuilder().add("type", simple);
  }

  private static List<String> names(Class<?> enumeration) {
    return Stream.of(enumeration.getEnumConstants()).map(one -> ((Enum<?>) one).name()).toList();
  }

  private static JsonObjectBuilder text(RecordComponent component) {
    if (component.getType() != String.class) {
      throw new IllegalArgumentException("No form is known for " + component);
    }
    return Json.createObjectBuilder().add("type", "string").add("maxLength", Envelope.LONGEST);
  }

  private static JsonObjectBuilder time() {
    return Json.createObjectBuilder()
        .add("type", "string")
        .add("format", "date-time")
        .add("pattern", TIME);
  }

  private static JsonObjectBuilder id(String prefix) {
    return Json.createObjectBuilder().add("type", "string").add("pattern", "^" + prefix + "_" + ID);
  }
}
