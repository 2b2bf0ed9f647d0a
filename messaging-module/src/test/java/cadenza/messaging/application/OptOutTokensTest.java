package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OptOutTokensTest {
  private static final UUID MESSAGE = UUID.fromString("01990000-0000-8000-8000-0000000000ff");

  private final OptOutTokens tokens = new OptOutTokens();

  OptOutTokensTest() {
    tokens.signedIds = new SignedIds();
    tokens.signedIds.signatures = KernelParts.signatures();
    tokens.publicAddress = path -> Optional.of("https://follow.example.com/" + path);
  }

  @Test
  void a_token_names_its_message() {
    assertThat(tokens.messageOf(tokens.tokenOf(MESSAGE))).contains(MESSAGE);
  }

  @Test
  void a_token_with_any_other_character_names_nothing() {
    var token = tokens.tokenOf(MESSAGE);

    for (int i = 0; i < token.length(); i++) {
      var altered = new StringBuilder(token);
      altered.setCharAt(i, token.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(tokens.messageOf(altered.toString())).as(altered.toString()).isEmpty();
    }
  }

  @Test
  void what_is_no_token_names_nothing() {
    assertThat(tokens.messageOf("")).isEmpty();
    assertThat(tokens.messageOf("%".repeat(43))).isEmpty();
    assertThat(tokens.messageOf(tokens.tokenOf(MESSAGE) + "A")).isEmpty();
    assertThat(tokens.messageOf("\u00e9".repeat(43))).isEmpty();
  }

  @Test
  void a_link_is_short_enough_for_a_line() {
    assertThat(tokens.linkOf(MESSAGE).orElseThrow())
        .startsWith("https://follow.example.com/u/")
        .hasSizeLessThan(76);
  }
}
