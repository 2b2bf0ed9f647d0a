package cadenza.journeys;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The shape of JSON: the keys of each object in their order, the kind of each value, how times, ids
 * and addresses are written.
 *
 * @param rules {@code words}: the only ones at a path; {@code nullable}: what stands at a path that
 *     may be null; {@code open}: where the keys of an object are anybody's
 */
record Shape(JsonObject rules) {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  private static final Pattern ID = Pattern.compile("[0-9a-z]{24}");
  private static final Pattern URL = Pattern.compile("(https?://|mailto:)\\S+");

  /** How texts are written that are not anybody's words; a text is of the first that fits it. */
  private static final List<Pattern> WRITTEN =
      List.of(
          TIME,
          Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
          ID,
          URL,
          Pattern.compile("evt_\\w+"),
          Pattern.compile("ws_\\w+"),
          Pattern.compile("lead_\\w+"),
          Pattern.compile("camp_\\w+"),
          Pattern.compile("sender_\\w+"),
          Pattern.compile("@\\S+"));

  private static final Pattern NONE = Pattern.compile("(?!)");
  private static final Map<String, Pattern> KINDS =
      Map.of("time", TIME, "id", ID, "url", URL, "text", Pattern.compile("(?s).*"));

  List<String> differences(JsonObject published, JsonObject told) {
    var found = new ArrayList<String>();
    object("", published, told, found);
    return found;
  }

  private void object(String path, JsonObject published, JsonObject told, List<String> found) {
    var both = new ArrayList<>(published.keySet());
    both.retainAll(told.keySet());
    published.keySet().stream()
        .filter(key -> !told.containsKey(key))
        .forEach(key -> found.add(path + key + ": absent"));
    told.keySet().stream()
        .filter(key -> !published.containsKey(key))
        .forEach(key -> found.add(path + key + ": not published"));
    if (!told.keySet().stream().filter(both::contains).toList().equals(both)) {
      found.add(path + ": the keys are in another order");
    }
    for (var key : both) {
      value(path + key, at(published, key), at(told, key), found);
    }
  }

  private void value(String path, JsonValue published, JsonValue told, List<String> found) {
    if (told == JsonValue.NULL || published == JsonValue.NULL) {
      orNull(path, published, told, found);
    } else if (kind(published) != kind(told)) {
      found.add(path + ": " + kind(told) + " instead of " + kind(published));
    } else if (told instanceof JsonObject object) {
      if (rules.getJsonArray("open").stream().noneMatch(one -> text(one).equals(path))) {
        object(path + ".", published.asJsonObject(), object, found);
      }
    } else if (told.getValueType() == ValueType.ARRAY) {
      for (var one : told.asJsonArray()) {
        if (!published.asJsonArray().isEmpty()) {
          value(path + "[]", published.asJsonArray().get(0), one, found);
        }
      }
    } else if (told instanceof JsonNumber number && !number.isIntegral()) {
      if (((JsonNumber) published).isIntegral()) {
        found.add(path + ": a fraction");
      }
    } else if (told instanceof JsonString) {
      written(path, text(published), text(told), found);
    }
  }

  private void orNull(String path, JsonValue published, JsonValue told, List<String> found) {
    var kind = rules.getJsonObject("nullable").getString(path, "");
    if (published != told && (kind.isEmpty() || !isOf(kind, told))) {
      found.add(path + ": " + told + " instead of " + published);
    }
  }

  private static boolean isOf(String kind, JsonValue told) {
    if (told == JsonValue.NULL) {
      return true;
    }
    return switch (kind) {
      case "object" -> told.getValueType() == ValueType.OBJECT;
      case "boolean" -> kind(told) == ValueType.TRUE;
      case "number" -> kind(told) == ValueType.NUMBER;
      case "integer" -> told instanceof JsonNumber number && number.isIntegral();
      default ->
          kind(told) == ValueType.STRING
              && KINDS.getOrDefault(kind, NONE).matcher(text(told)).matches();
    };
  }

  private void written(String path, String published, String told, List<String> found) {
    var words = rules.getJsonObject("words").getJsonArray(path);
    if (words != null && words.stream().noneMatch(word -> text(word).equals(told))) {
      found.add(path + ": " + told + " is none of " + words);
    }
    WRITTEN.stream()
        .filter(way -> way.matcher(published).matches())
        .findFirst()
        .filter(way -> !way.matcher(told).matches())
        .ifPresent(way -> found.add(path + ": " + told + " is not written as " + published));
  }

  private static JsonValue at(JsonObject object, String key) {
    return object.getOrDefault(key, JsonValue.NULL);
  }

  /** True and false are one. */
  private static ValueType kind(JsonValue value) {
    return value == JsonValue.FALSE ? ValueType.TRUE : value.getValueType();
  }

  private static String text(JsonValue value) {
    return ((JsonString) value).getString();
  }
}
