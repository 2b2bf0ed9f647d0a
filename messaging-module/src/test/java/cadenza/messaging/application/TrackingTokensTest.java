package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.LinkTarget;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrackingTokensTest {
  private static final UUID MESSAGE = UUID.fromString("01990000-0000-8000-8000-0000000000ff");
  private static final LinkTarget TARGET = LinkTarget.of("https://example.com/").orElseThrow();

  private final TrackingTokens tokens = TrackingParts.tokens();
  private final String link = token(tokens.linkOf(MESSAGE, TARGET, null));
  private final String pixel = token(tokens.pixelOf(MESSAGE, null));

  @Test
  void a_link_names_its_message_and_its_target() {
    var click = tokens.clickOf(link).orElseThrow();

    assertThat(click.messageId()).isEqualTo(MESSAGE);
    assertThat(click.leadsTo(TARGET)).isTrue();
    assertThat(click.leadsTo(LinkTarget.of("https://example.com/x").orElseThrow())).isFalse();
    assertThat(click.isTrap()).isFalse();
  }

  @Test
  void the_link_that_nobody_sees_has_no_target() {
    var click = tokens.clickOf(token(tokens.trapOf(MESSAGE, null))).orElseThrow();

    assertThat(click.isTrap()).isTrue();
    assertThat(click.leadsTo(TARGET)).isFalse();
  }

  @Test
  void a_token_with_any_other_character_names_nothing() {
    for (int i = 0; i < link.length(); i++) {
      for (char other : new char[] {'A', 'B', '_'}) {
        var altered = new StringBuilder(link);
        altered.setCharAt(i, other);
        if (other != link.charAt(i)) {
          assertThat(tokens.clickOf(altered.toString())).as(altered.toString()).isEmpty();
        }
      }
    }
    for (int i = 0; i < pixel.length(); i++) {
      var altered = new StringBuilder(pixel);
      altered.setCharAt(i, pixel.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(tokens.openOf(altered.toString())).as(altered.toString()).isEmpty();
    }
  }

  @Test
  void a_token_is_good_for_one_purpose() {
    var optOut = TrackingParts.optOutTokens();
    var out = optOut.tokenOf(MESSAGE);

    assertThat(tokens.openOf(out)).isEmpty();
    assertThat(tokens.clickOf(out)).isEmpty();
    assertThat(tokens.clickOf(pixel)).isEmpty();
    assertThat(tokens.openOf(link)).isEmpty();
    assertThat(optOut.messageOf(pixel)).isEmpty();
    assertThat(optOut.messageOf(link)).isEmpty();
  }

  @Test
  void what_is_no_token_names_nothing() {
    assertThat(tokens.clickOf("")).isEmpty();
    assertThat(tokens.clickOf("%".repeat(54))).isEmpty();
    assertThat(tokens.clickOf(link + "A")).isEmpty();
    assertThat(tokens.openOf("\u00e9".repeat(43))).isEmpty();
  }

  @Test
  void it_stands_under_the_host_of_the_workspace_or_the_installation_s() {
    assertThat(tokens.linkOf(MESSAGE, TARGET, null))
        .startsWith("https://follow.example.com:8443/c/");
    assertThat(tokens.linkOf(MESSAGE, TARGET, "links.example.net"))
        .startsWith("https://links.example.net:8443/c/");
    assertThat(tokens.pixelOf(MESSAGE, "links.example.net"))
        .startsWith("https://links.example.net:8443/o/");
  }

  private static String token(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
