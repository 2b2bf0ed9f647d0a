package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RetryAfterTest {
  static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void seconds_are_counted_from_the_answer(int status) {
    assertThat(RetryAfter.of(status, "Date: x\nretry-after: 120\n", NINE))
        .contains(NINE.plusSeconds(120));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 410, 500, 502, 504})
  void other_answers_ask_for_nothing(int status) {
    assertThat(RetryAfter.of(status, "Retry-After: 120\n", NINE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon, 05 Jan 2026 09:02:00 GMT",
        "Monday, 05-Jan-26 09:02:00 GMT",
        "Mon Jan  5 09:02:00 2026"
      })
  void a_date_is_read_in_its_three_spellings(String date) {
    assertThat(RetryAfter.of(503, "Retry-After: " + date + "\n", NINE))
        .contains(NINE.plusSeconds(120));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-120",
        "+120",
        "1.5",
        "1e3",
        "0x10",
        "120 seconds",
        "0",
        "99999999",
        "99999999999999999999999999",
        "Tue, 05 Jan 2026 09:02:00 GMT",
        "Mon, 05 Jan 2026 08:02:00 GMT",
        "Mon, 05 Jan 2026 09:02:00 CET",
        "Fri, 05 Jan 2125 09:02:00 GMT"
      })
  void nonsense_is_ignored(String value) {
    assertThat(RetryAfter.of(429, "Retry-After: " + value + "\n", NINE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"86401", "1000000", "Mon, 12 Jan 2026 09:00:00 GMT"})
  void nobody_is_left_alone_for_longer_than_a_day(String value) {
    assertThat(RetryAfter.of(429, "Retry-After: " + value + "\n", NINE))
        .contains(NINE.plus(Duration.ofHours(24)));
  }

  @Test
  void an_answer_without_it_asks_for_nothing() {
    assertThat(RetryAfter.of(503, "X-Retry-After: 120\n", NINE)).isEmpty();
    assertThat(RetryAfter.of(null, null, NINE)).isEmpty();
  }
}
