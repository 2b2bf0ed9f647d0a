package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReturnPathTest {
  private static final String ID = "<vq272mcoul4e7lsa0e970s81sk@example.com>";

  @Test
  void it_is_the_accounts_address_with_the_token_behind_a_plus() {
    assertThat(ReturnPath.of("ann@example.com", ID))
        .contains("ann+vq272mcoul4e7lsa0e970s81sk@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann+vq272mcoul4e7lsa0e970s81sk@example.com",
        "<ann+vq272mcoul4e7lsa0e970s81sk@example.com>",
        "Ann+vq272mcoul4e7lsa0e970s81sk@Example.COM",
        "Ann <ann+sales+vq272mcoul4e7lsa0e970s81sk@example.com>, other@example.com",
      })
  void a_field_that_holds_it_names_the_message(String field) {
    assertThat(ReturnPath.messageIdIn(field)).contains(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        "ann+sales@example.com",
        "vq272mcoul4e7lsa0e970s81sk@example.com",
        "ann+vq272mcoul4e7lsa0e970s81skx@example.com",
        "ann+vq272mcoul4e7lsa0e970s81sz@example.com"
      })
  void any_other_names_none(String field) {
    assertThat(ReturnPath.messageIdIn(field)).isEmpty();
  }

  @Test
  void a_long_address_and_a_foreign_id_stay_without() {
    assertThat(ReturnPath.of("a".repeat(37) + "@example.com", ID)).isPresent();
    assertThat(ReturnPath.of("a".repeat(38) + "@example.com", ID)).isEmpty();
    assertThat(ReturnPath.of("ann@example.com", "<token@example.com>")).isEmpty();
  }
}
