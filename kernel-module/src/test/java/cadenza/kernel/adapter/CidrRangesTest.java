package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of addresses that an operator names. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CidrRangesTest {
  @ParameterizedTest
  @CsvSource({
    "40.92.0.0, true",
    "40.93.255.255, true",
    "40.94.0.0, false",
    "40.91.255.255, false",
    "2a01:111:f400::1, true",
    "2a01:111:f401::1, false",
    "::ffff:40.92.0.1, true",
    "example.com, false",
    "'', false"
  })
  void an_address_lies_in_one_of_them_or_in_none(String address, boolean inside) {
    var ranges = new CidrRanges().of("40.92.0.0/15, 2a01:111:f400::/48");

    assertThat(ranges.test(address)).isEqualTo(inside);
  }

  @Test
  void none_hold_nothing() {
    assertThat(new CidrRanges().of(" ").test("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com/8", "10.0.0.0/33", "10.1", "10.0.0.0/x", "/8"})
  void what_is_no_range_is_refused(String text) {
    assertThatThrownBy(() -> new CidrRanges().of(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
