package cadenza.rest.json;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WireJsonTest {
  public record Sample(String fullName, @Nullable Instant sentAt, @Nullable String notes) {}

  @Test
  void writes_snake_case_milliseconds_and_no_nulls() {
    var sample = new Sample("Avery", Instant.parse("2026-01-05T09:00:00.123456Z"), null);

    assertThat(WireJson.write(sample))
        .isEqualTo("{\"full_name\":\"Avery\",\"sent_at\":\"2026-01-05T09:00:00.123Z\"}");
  }

  @Test
  void an_instant_is_written_as_the_standard_writes_it() {
    var standard = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    var random = new Random(7);
    var instants =
        Stream.concat(
            Stream.of(
                    "1969-12-31T23:59:59.999Z",
                    "1970-01-01T00:00:00Z",
                    "2000-02-29T23:59:59.999999Z",
                    "9999-01-01T00:00:00Z",
                    "+10000-01-01T00:00:00Z",
                    "-0004-01-01T00:00:00Z")
                .map(Instant::parse),
            Stream.generate(() -> Instant.ofEpochMilli(random.nextLong(253_000_000_000_000L)))
                .limit(10_000));

    assertThat(instants)
        .allSatisfy(
            instant ->
                assertThat(new WireJson.InstantText().adaptToJson(instant))
                    .isEqualTo(standard.format(instant)));
  }

  @Test
  void reads_any_offset_and_ignores_what_it_does_not_know() {
    var read =
        WireJson.jsonb()
            .fromJson(
                "{\"full_name\":\"A\",\"sent_at\":\"2026-01-05T10:00:00+01:00\",\"id\":7}",
                Sample.class);

    assertThat(read).isEqualTo(new Sample("A", Instant.parse("2026-01-05T09:00:00Z"), null));
  }

  @Test
  void a_problem_names_its_code_its_request_and_its_fields() {
    var problem =
        Problem.of(422, "unknown_id", "There is no such inbox.")
            .with(FieldError.inBody("/inbox_id", "unknown_id", "There is no such inbox."))
            .at("/v1/contacts", "req_1");

    assertThat(problem.toJson())
        .contains("\"type\":\"/problems/unknown-id\"")
        .contains("\"title\":\"Unprocessable Content\"")
        .contains("\"status\":422")
        .contains("\"request_id\":\"req_1\"")
        .contains("\"pointer\":\"/inbox_id\"");
  }
}
