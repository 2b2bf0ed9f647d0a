package cadenza.webhooks.adapter.format;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON from plain values; a map keeps its order, and a null is written out. */
public final class Json {
  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Json() {}

  /**
   * @param value null, or made of maps with text as keys, collections, texts, numbers, booleans,
   *     instants, names of enums and JSON
   */
  public static String of(Map<String, ? extends @Nullable Object> value) {
    return object(value).toString();
  }

  private static JsonValue value(@Nullable Object value) {
    if (value == null) {
      return JsonValue.NULL;
    }
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof Collection<?> many) {
      return array(many);
    }
    if (value instanceof Boolean yes) {
      return yes ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (value instanceof BigDecimal number) {
      return PROVIDER.createValue(number);
    }
    if (value instanceof Double number) {
      return PROVIDER.createValue(BigDecimal.valueOf(number).stripTrailingZeros());
    }
    if (value instanceof Number number) {
      return PROVIDER.createValue(number.longValue());
    }
    if (value instanceof Instant instant) {
      return PROVIDER.createValue(time(instant));
    }
    return PROVIDER.createValue(value.toString());
  }

  private static JsonObject object(Map<?, ?> map) {
    var object = PROVIDER.createObjectBuilder();
    map.forEach((key, value) -> object.add(key.toString(), value(value)));
    return object.build();
  }

  private static JsonArray array(Collection<?> many) {
    var array = PROVIDER.createArrayBuilder();
    many.forEach(value -> array.add(value(value)));
    return array.build();
  }

  /** ISO 8601 in UTC with three digits of milliseconds, as all formats have it. */
  public static String time(Instant instant) {
    return MILLISECONDS.format(instant);
  }
}
