package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CustomHeadersTest {
  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "X-Api-Key", "x-tenant", "Cookie", "X_Custom.1"})
  void what_lets_us_in_may_be_sent(String name) {
    assertThat(CustomHeaders.of(Map.of(name, "Bearer a b")).names()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "Content-Type",
        "content-length",
        "Content-Anything",
        "Connection",
        "Keep-Alive",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        "Webhook-Id",
        "webhook-signature",
        "X-Amz-Date",
        "x-goog-iam-authority-selector",
        "Metadata-Flavor",
        "X-Forwarded-For",
        "Expect",
        ""
      })
  void what_is_not_the_owners_to_say_is_refused(String name) {
    assertThatThrownBy(() -> CustomHeaders.of(Map.of(name, "x"))).isInstanceOf(InvalidField.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X Y", "X:Y", "X\r\nHost", "Grüße", "X\u0000"})
  void what_is_no_name_is_refused(String name) {
    assertThatThrownBy(() -> CustomHeaders.of(Map.of(name, "x"))).isInstanceOf(InvalidField.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " x", "x ", "a\r\nHost: b", "a\nb", "a\u0000b", "Grüße"})
  void what_is_no_value_is_refused(String value) {
    assertThatThrownBy(() -> CustomHeaders.of(Map.of("X-Key", value)))
        .isInstanceOf(InvalidField.class);
  }

  @Test
  void a_value_has_4096_characters_at_most() {
    CustomHeaders.of(Map.of("X-Key", "a".repeat(4096)));

    assertThatThrownBy(() -> CustomHeaders.of(Map.of("X-Key", "a".repeat(4097))))
        .isInstanceOf(InvalidField.class);
  }

  @Test
  void there_are_twenty_at_most_and_none_twice() {
    var many =
        IntStream.range(0, 21)
            .boxed()
            .collect(Collectors.toMap(number -> "X-" + number, number -> "x"));

    assertThatThrownBy(() -> CustomHeaders.of(many)).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> CustomHeaders.of(Map.of("X-Key", "a", "x-key", "b")))
        .isInstanceOf(InvalidField.class);
  }
}
