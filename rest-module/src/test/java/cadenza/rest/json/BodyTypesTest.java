package cadenza.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import cadenza.rest.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BodyTypesTest {
  public record Part(@Nullable Integer portNumber) {}

  public record Whole(
      @Nullable Boolean exitOnReply,
      @Nullable Integer dailyLimit,
      @Nullable String name,
      @Nullable Instant start,
      @Nullable BigDecimal value,
      @Nullable Part part,
      @Nullable List<String> texts,
      @Nullable List<Part> parts) {}

  public record Named(@JsonbProperty("isOn") @Nullable Boolean on) {}

  @Test
  void goes_by_the_name_that_a_field_has_outside() {
    var refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                BodyTypes.check(
                    Json.createObjectBuilder().add("isOn", "yes").build(), Named.class));

    assertThat(refused.problem().errors()).extracting(FieldError::pointer).containsExactly("/isOn");
  }

  @Test
  void lets_every_fitting_type_pass() {
    assertThatCode(
            () ->
                check(
                    "{\"exit_on_reply\":false,\"daily_limit\":-7,\"name\":\"n\",\"start\":\"s\","
                        + "\"value\":1.5,\"part\":{\"port_number\":1},\"texts\":[\"a\",null],"
                        + "\"parts\":[{\"port_number\":null}],\"unknown\":[{}]}"))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("{\"exit_on_reply\":null,\"parts\":null}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0} is not {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "exit_on_reply|1",
        "exit_on_reply|0",
        "exit_on_reply|\"yes\"",
        "exit_on_reply|\"true\"",
        "exit_on_reply|[]",
        "exit_on_reply|{}",
        "daily_limit|2.9",
        "daily_limit|2.0",
        "daily_limit|\"2\"",
        "daily_limit|true",
        "daily_limit|[2]",
        "daily_limit|{}",
        "name|true",
        "name|1",
        "name|[\"a\"]",
        "name|{}",
        "start|0",
        "start|false",
        "value|\"1\"",
        "value|true",
        "part|[]",
        "part|\"\"",
        "part|7",
        "texts|\"a\"",
        "texts|{}",
        "parts|{\"port_number\":1}",
      })
  void a_wrong_type_is_400_and_names_the_field(String field, String json) {
    var problem = refusal("{\"" + field + "\":" + json + "}");

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("wrong_type");
    assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly("/" + field);
  }

  @Test
  void names_every_field_at_fault_by_its_place() {
    var problem =
        refusal("{\"texts\":[\"a\",7],\"parts\":[{},{\"port_number\":\"1\"}],\"name\":{}}");

    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder("/texts/1", "/parts/1/port_number", "/name");
  }

  @ParameterizedTest
  @CsvSource({"4294967396", "2147483648", "-2147483649", "99999999999999999999"})
  void a_number_beyond_32_bits_is_refused_and_not_cut(String number) {
    var problem = refusal("{\"daily_limit\":" + number + "}");

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors())
        .containsExactly(
            FieldError.inBody("/daily_limit", "out_of_range", "The number is out of range."));
  }

  @Test
  void the_body_itself_is_an_object() {
    for (var body : List.of("null", "[]", "7", "\"text\"", "true")) {
      assertThat(refusal(body).status()).as(body).isEqualTo(400);
    }
  }

  /** A field of a type that the check does not know would make every request to it fail. */
  @Test
  void knows_the_type_of_every_field_of_every_body() throws Exception {
    var bodies = bodies();
    assertThat(bodies).hasSizeGreaterThan(10);

    for (var body : bodies) {
      assertThatCode(() -> BodyTypes.check(filled(body), body))
          .as(body.getTypeName())
          .doesNotThrowAnyException();
    }
  }

  /** Every parameter without an annotation of its own, or a checked one, is a body. */
  private static List<Class<?>> bodies() throws IOException {
    var bodies = new ArrayList<Class<?>>();
    var root = java.nio.file.Path.of("target", "classes");
    try (var files = Files.walk(root)) {
      for (var file : files.filter(path -> path.toString().endsWith("Resource.class")).toList()) {
        var name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
        Arrays.stream(load(name).getMethods())
            .flatMap(method -> Arrays.stream(method.getParameterTypes()))
            .filter(Class::isRecord)
            .filter(type -> load(name).isAnnotationPresent(Path.class))
            .forEach(bodies::add);
      }
    }
    return bodies;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A body of that type with a value in every field. */
  private static JsonValue filled(Type type) {
    if (type instanceof java.lang.reflect.ParameterizedType list) {
      return Json.createArrayBuilder().add(filled(list.getActualTypeArguments()[0])).build();
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      var object = Json.createObjectBuilder();
      for (var component : plain.getRecordComponents()) {
        object.add(WireJson.snake(component.getName()), filled(component.getGenericType()));
      }
      return object.build();
    }
    if (type == Boolean.class) {
      return JsonValue.TRUE;
    }
    if (type == Integer.class || type == Long.class || type == BigDecimal.class) {
      return Json.createValue(1);
    }
    return type == JsonObject.class ? JsonValue.EMPTY_JSON_OBJECT : Json.createValue("text");
  }

  private static void check(String body) {
    BodyTypes.check(BodyCheck.check(body.getBytes(StandardCharsets.UTF_8)), Whole.class);
  }

  private static Problem refusal(String body) {
    return catchThrowableOfType(ProblemException.class, () -> check(body)).problem();
  }
}
