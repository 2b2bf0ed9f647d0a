package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import cadenza.rest.problem.ProblemException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a body has the JSON types that its Java type names. The binding would convert instead: 1
 * to false, "yes" to false, a number beyond 32 bits to another one, and a promise is kept for what
 * nobody asked for. Null stands for absent everywhere but for the body itself.
 */
public final class BodyTypes {
  private static final BigInteger LEAST = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  /** Whoever has that many wrong is told of the first ones. */
  private static final int MOST_NAMED = 1_000;

  /** A field of a body, by its name on the wire. */
  private record Field(String name, Type type) {}

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .map(component -> new Field(name(component), component.getGenericType()))
              .toList();
        }
      };

  private final List<FieldError> wrong = new ArrayList<>();
  private int status = 422;

  private BodyTypes() {}

  /** Refuses a body that does not fit and names the fields at fault, up to 1,000. */
  public static void check(JsonValue body, Type type) {
    var types = new BodyTypes();
    if (body == JsonValue.NULL) {
      types.expected("", "object");
    } else {
      types.value("", body, type);
    }
    if (!types.wrong.isEmpty()) {
      throw new ProblemException(
          Problem.of(
                  types.status,
                  types.status == 400 ? "wrong_type" : "out_of_range",
                  "The body is not the JSON that this request takes.")
              .with(types.wrong));
    }
  }

  private void value(String pointer, JsonValue value, Type type) {
    if (value == JsonValue.NULL) {
      return;
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      array(pointer, value, list.getActualTypeArguments()[0]);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      object(pointer, value, plain);
    } else if (type == Integer.class || type == int.class) {
      integer(pointer, value, LEAST, MOST);
    } else if (type == Long.class) {
      integer(pointer, value, LEAST_LONG, MOST_LONG);
    } else {
      simple(pointer, value, type);
    }
  }

  private void array(String pointer, JsonValue value, Type element) {
    if (value.getValueType() != ValueType.ARRAY) {
      expected(pointer, "array");
      return;
    }
    var items = value.asJsonArray();
    for (int i = 0; i < items.size(); i++) {
      value(pointer + "/" + i, items.get(i), element);
    }
  }

  private void object(String pointer, JsonValue value, Class<?> type) {
    if (!(value instanceof JsonObject object)) {
      expected(pointer, "object");
      return;
    }
    for (var field : FIELDS.get(type)) {
      var member = object.get(field.name());
      if (member != null) {
        value(pointer + "/" + field.name(), member, field.type());
      }
    }
  }

  private static String name(RecordComponent component) {
    var own = component.getAccessor().getAnnotation(JsonbProperty.class);
    return own == null || own.value().isEmpty() ? WireJson.snake(component.getName()) : own.value();
  }

  private void integer(String pointer, JsonValue value, BigInteger least, BigInteger most) {
    if (!(value instanceof JsonNumber number) || !number.isIntegral()) {
      expected(pointer, "integer");
      return;
    }
    var exact = number.bigIntegerValueExact();
    if (exact.compareTo(least) < 0 || exact.compareTo(most) > 0) {
      note(FieldError.inBody(pointer, "out_of_range", "The number is out of range."));
    }
  }

  private void simple(String pointer, JsonValue value, Type type) {
    var is = value.getValueType();
    if (type == String.class || type == Instant.class) {
      require(is == ValueType.STRING, pointer, "string");
    } else if (type == Boolean.class || type == boolean.class) {
      require(is == ValueType.TRUE || is == ValueType.FALSE, pointer, "boolean");
    } else if (type == BigDecimal.class) {
      require(is == ValueType.NUMBER, pointer, "number");
    } else if (type == JsonObject.class) {
      require(is == ValueType.OBJECT, pointer, "object");
    } else {
      throw new IllegalStateException("A body has no form for " + type);
    }
  }

  private void require(boolean fits, String pointer, String wanted) {
    if (!fits) {
      expected(pointer, wanted);
    }
  }

  private void expected(String pointer, String wanted) {
    status = 400;
    note(FieldError.inBody(pointer, "wrong_type", "Expected here: " + wanted + "."));
  }

  private void note(FieldError error) {
    if (wrong.size() < MOST_NAMED) {
      wrong.add(error);
    }
  }
}
