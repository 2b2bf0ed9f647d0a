package cadenza.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BodyCheckTest {
  @Test
  void lets_an_ordinary_body_pass() {
    assertThatCode(
            () ->
                BodyCheck.check(
                    utf8("{\"a\":[1,-2.5e3,{\"b\":\"\\ud83d\\ude00 ü\"}],\"c\":null,\"d\":true}")))
        .doesNotThrowAnyException();
  }

  @Test
  void refuses_a_NUL_and_names_the_field() {
    var problem = refusal(utf8("{\"emails\":[{\"address\":\"ok\"},{\"address\":\"a\\u0000b\"}]}"));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors()).extracting("pointer").containsExactly("/emails/1/address");
  }

  @Test
  void refuses_half_a_surrogate_pair_in_a_value_and_in_a_name() {
    assertThat(refusal(utf8("{\"a\":\"\\ud800\"}")).status()).isEqualTo(422);
    assertThat(refusal(utf8("{\"\\udc00\":1}")).status()).isEqualTo(422);
  }

  @Test
  void refuses_numbers_that_would_take_all_memory() {
    assertThat(refusal(utf8("{\"n\":1e999999999}")).errors())
        .extracting("pointer")
        .containsExactly("/n");
  }

  @Test
  void refuses_what_is_not_one_document_in_UTF_8() {
    assertThat(refusal(utf8("{\"a\":")).status()).isEqualTo(400);
    assertThat(refusal(utf8("")).status()).isEqualTo(400);
    assertThat(refusal(utf8("{} {}")).status()).isEqualTo(400);
    assertThat(refusal(utf8("{\"a\":[{\"b\":1,\"b\":1}]}")).status()).isEqualTo(400);
    assertThat(refusal(new byte[] {'"', (byte) 0xC3, '"'}).status()).isEqualTo(400);
  }

  @Test
  void takes_64_levels_and_no_more() {
    assertThatCode(() -> BodyCheck.check(utf8("[".repeat(64) + "]".repeat(64))))
        .doesNotThrowAnyException();
    assertThat(refusal(utf8("[".repeat(65) + "]".repeat(65))).status()).isEqualTo(400);
  }

  @Test
  void takes_100_000_values_and_no_more_however_they_are_nested() {
    var list = "[" + "{},".repeat(9_997) + "{}]";
    assertThatCode(() -> BodyCheck.check(utf8("[" + (list + ",").repeat(9) + list + "]")))
        .doesNotThrowAnyException();
    assertThat(refusal(utf8("[" + (list + ",").repeat(10) + list + "]")).errors())
        .extracting("code")
        .containsExactly("out_of_range");
  }

  static Problem refusal(byte[] body) {
    return catchThrowableOfType(ProblemException.class, () -> BodyCheck.check(body)).problem();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
