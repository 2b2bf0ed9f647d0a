package cadenza.webhooks.domain;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import cadenza.kernel.api.Ids;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the world is told of one fact, as JSON: {@code type}, {@code timestamp}, {@code id}, {@code
 * workspace_id}, {@code data}; the {@code sequence} comes at the end when it is told.
 *
 * <p>The record's components become the fields of {@code data} in snake_case; a null one is left
 * out. How that is done is worked out once for each class.
 */
public record Envelope(UUID workspaceId, UUID id, String type, Instant occurredAt, String json) {
  public static final String SAMPLE = "endpoint.test";

  /** Of one text; so no envelope comes near 256 KiB, whatever is told. */
  static final int LONGEST = 4_000;

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Set<String> OUTSIDE_DATA = Set.of("eventId", "workspaceId", "occurredAt");

  /** An id goes out under its own prefix, and a sender account under the name it has outside. */
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("contactId", "ctc"),
          Map.entry("mergedContactId", "ctc"),
          Map.entry("labelId", "lbl"),
          Map.entry("enrollmentId", "enr"),
          Map.entry("sequenceId", "seq"),
          Map.entry("messageId", "msg"),
          Map.entry("threadId", "thr"),
          Map.entry("senderAccountId", "inb"),
          Map.entry("endpointId", "whe"),
          Map.entry("deliveryId", "whd"),
          Map.entry("toldEventId", "evt"),
          Map.entry("approvalId", "apr"),
          Map.entry("assigneeId", "usr"),
          Map.entry("previousAssigneeId", "usr"),
          Map.entry("tokenId", "tok"));

  private static final Map<String, String> NAMES = Map.of("senderAccountId", "inbox_id");

  private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

  /**
   * A field of {@code data}.
   *
   * @param prefix of an id, or else empty
   */
  record Field(String key, String prefix, RecordComponent component, Method read) {}

  record Shape(String type, List<Field> fields) {}

  /** The form of a fact; the same fact always has the same. */
  public static Envelope of(DomainEvent fact) {
    var shape = shape(fact.getClass());
    var json = new StringBuilder(384);
    open(json, shape.type(), fact.occurredAt(), fact.eventId(), fact.workspaceId());
    boolean first = true;
    for (var field : shape.fields()) {
      var value = read(field, fact);
      if (value != null) {
        json.append(first ? "" : ",").append('"').append(field.key()).append("\":");
        write(json, value, field.prefix());
        first = false;
      }
    }
    return new Envelope(
        fact.workspaceId(),
        fact.eventId(),
        shape.type(),
        fact.occurredAt(),
        json.append("}}").toString());
  }

  static Shape shape(Class<?> factClass) {
    return SHAPES.computeIfAbsent(factClass, Envelope::shapeOf);
  }

  /** As one endpoint is sent it: with the endpoint's id at its end. */
  public static String sentTo(UUID endpointId, String json) {
    return new StringBuilder(json.length() + 50)
        .append(json, 0, json.length() - 1)
        .append(",\"endpoint_id\":\"")
        .append(Ids.wire("whe", endpointId))
        .append("\"}")
        .toString();
  }

  /** A sample that shows an endpoint's owner what arrives; it is no fact and has no number. */
  public static Envelope sample(UUID workspaceId, UUID id, Instant at, UUID endpointId) {
    var json = new StringBuilder(256);
    open(json, SAMPLE, at, id, workspaceId);
    json.append("\"endpoint_id\":\"").append(Ids.wire("whe", endpointId));
    json.append("\",\"sample\":true}}");
    return new Envelope(workspaceId, id, SAMPLE, at, json.toString());
  }

  /** What such a fact would be told as, marked as one that never happened. */
  public Envelope asSample() {
    return new Envelope(
        workspaceId,
        id,
        type,
        occurredAt,
        json.substring(0, json.length() - 1) + ",\"sample\":true}");
  }

  private static void open(StringBuilder json, String type, Instant at, UUID id, UUID workspace) {
    json.append("{\"type\":\"").append(type);
    json.append("\",\"timestamp\":\"").append(MILLISECONDS.format(at));
    json.append("\",\"id\":\"").append(Ids.wire("evt", id));
    json.append("\",\"workspace_id\":\"").append(Ids.wire("wsp", workspace));
    json.append("\",\"data\":{");
  }

  private static Shape shapeOf(Class<?> factClass) {
    var externalized = factClass.getAnnotation(Externalized.class);
    if (externalized == null) {
      throw new IllegalArgumentException(factClass.getName() + " stays inside");
    }
    var fields = new ArrayList<Field>();
    for (var component : factClass.getRecordComponents()) {
      if (!OUTSIDE_DATA.contains(component.getName())) {
        fields.add(fieldOf(component));
      }
    }
    return new Shape(externalized.value(), fields);
  }

  private static Field fieldOf(RecordComponent component) {
    var name = component.getName();
    var prefix = PREFIXES.getOrDefault(name, "");
    if (component.getType() == UUID.class && prefix.isEmpty()) {
      throw new IllegalArgumentException("No prefix is known for " + name);
    }
    return new Field(
        NAMES.getOrDefault(name, snakeCase(name)), prefix, component, component.getAccessor());
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object read(Field field, DomainEvent fact) {
    try {
      return field.read().invoke(fact);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("A fact is a public record", e);
    }
  }

  private static void write(StringBuilder json, Object value, String prefix) {
    if (value instanceof UUID id) {
      json.append('"').append(Ids.wire(prefix, id)).append('"');
    } else if (value instanceof Instant instant) {
      json.append('"').append(MILLISECONDS.format(instant)).append('"');
    } else if (value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else if (value instanceof Enum<?> name) {
      json.append('"').append(name.name()).append('"');
    } else {
      var text = value.toString();
      JsonString.append(json, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }
  }
}
