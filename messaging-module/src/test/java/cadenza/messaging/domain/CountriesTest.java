package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CountriesTest {
  @ParameterizedTest
  @CsvSource({
    "DE,DE",
    "de,DE",
    "DEU,DE",
    "Germany,DE",
    " germany ,DE",
    "Deutschland,DE",
    "Österreich,AT",
    "Suisse,CH",
    "Schweiz,CH",
    "España,ES",
    "USA,US",
    "United States,US",
    "UK,GB",
    "日本,JP",
    "Atlantis,ZZ",
    "somewhere in Europe,ZZ",
  })
  void a_country_is_known_by_its_codes_and_names(String text, String code) {
    assertThat(Countries.codeOf(text)).isEqualTo(code);
  }

  @Test
  void where_nothing_is_said_there_is_none() {
    assertThat(Countries.codeOf(null)).isNull();
    assertThat(Countries.codeOf("  ")).isNull();
  }

  @Test
  void only_two_capital_letters_of_a_country_are_a_code() {
    assertThat(Countries.isCode("DE")).isTrue();
    assertThat(Countries.isCode("de")).isFalse();
    assertThat(Countries.isCode("ZZ")).isFalse();
    assertThat(Countries.isCode("Germany")).isFalse();
  }
}
