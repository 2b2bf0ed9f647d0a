package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How often somebody may try to log in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitRatesTest {
  final LimitRates limitRates = new LimitRates();

  @BeforeEach
  void ten_a_minute() {
    limitRates.loginsPerAccount = 10;
    limitRates.nanos = () -> 0;
  }

  @Test
  void an_address_is_one_account_however_it_is_written() {
    for (int i = 0; i < 5; i++) {
      assertThat(passes("192.0.2.1", "victim@example.com")).isTrue();
      assertThat(passes("192.0.2.1", " Victim@Example.com\t")).isTrue();
    }

    for (var spelling :
        List.of("victim@example.com", "VICTIM@example.com", "victim@example.com ")) {
      assertThat(passes("192.0.2.1", spelling)).as(spelling).isFalse();
    }
  }

  @Test
  void one_stranger_shuts_nobody_out_and_a_crowd_of_them_is_slow() {
    while (passes("192.0.2.1", "victim@example.com")) {}

    assertThat(passes("192.0.2.2", "victim@example.com")).isTrue();
    assertThat(
            IntStream.range(0, 300)
                .filter(i -> passes("198.51.100." + i, "victim@example.com"))
                .count())
        .isEqualTo(39);
  }

  @Test
  void from_one_network_only_a_few_are_tried_whoever_is_meant() {
    assertThat(
            IntStream.range(0, 100)
                .filter(i -> passes("2001:db8::" + (i + 1), "somebody" + i + "@example.com"))
                .count())
        .isEqualTo(20);
    assertThat(passes("2001:db8:0:1::1", "somebody@example.com")).isTrue();
  }

  @Test
  void a_node_stretches_only_so_many_passwords_a_minute() {
    assertThat(
            IntStream.range(0, 1_000)
                .filter(i -> passes("192.0.2." + i, "somebody" + i + "@example.com"))
                .count())
        .isEqualTo(200);
  }

  private boolean passes(String address, String email) {
    return limitRates.ofLogin(address, email).isEmpty();
  }
}
