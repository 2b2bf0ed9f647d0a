package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.LinkTarget;
import java.util.Base64;
import java.util.List;
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
    var ofAHost = token(tokens.pixelOf(MESSAGE, "links.example.net"));
    assertThat(tokens.openOf(ofAHost)).isPresent();
    for (int i = 0; i < ofAHost.length(); i++) {
      var altered = new StringBuilder(ofAHost);
      altered.setCharAt(i, ofAHost.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(tokens.openOf(altered.toString())).as(altered.toString()).isEmpty();
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
  void the_host_that_a_token_was_made_for_needs_not_be_looked_up() {
    var host = "links.example.net";
    var click = tokens.clickOf(token(tokens.linkOf(MESSAGE, TARGET, host))).orElseThrow();
    var open = tokens.openOf(token(tokens.pixelOf(MESSAGE, host))).orElseThrow();

    assertThat(click.leadsTo(TARGET)).isTrue();
    for (var madeFor : List.of(click.madeFor(), open.madeFor())) {
      assertThat(tokens.unproven("Links.Example.net", madeFor)).isNull();
      assertThat(tokens.unproven("follow.example.com", madeFor)).isNull();
      assertThat(tokens.unproven("Other.example.net", madeFor)).isEqualTo("other.example.net");
    }
    var atHome = tokens.clickOf(link).orElseThrow().madeFor();
    assertThat(tokens.unproven(host, atHome)).isEqualTo(host);
    assertThat(tokens.unproven("follow.example.com", atHome)).isNull();
  }

  @Test
  void the_host_cannot_be_taken_out_of_a_token() {
    var named = Base64.getUrlDecoder().decode(token(tokens.pixelOf(MESSAGE, "links.example.net")));
    var bare = new byte[named.length - 8];
    System.arraycopy(named, 0, bare, 0, 16);
    System.arraycopy(named, 24, bare, 16, bare.length - 16);

    assertThat(tokens.openOf(Base64.getUrlEncoder().withoutPadding().encodeToString(bare)))
        .isEmpty();
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
