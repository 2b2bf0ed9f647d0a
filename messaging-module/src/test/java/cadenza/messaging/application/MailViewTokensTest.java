package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Clocks;
import cadenza.messaging.domain.MailWords;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who has the address of a mail can look at it for a while. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MailViewTokensTest {
  private static final UUID MESSAGE = UUID.fromString("01990000-0000-8000-8000-0000000000ff");
  private static final Instant END = Instant.parse("2026-05-21T09:30:00Z");

  private final MailViewTokens tokens = new MailViewTokens();
  private Instant now = END.minusSeconds(1);

  MailViewTokensTest() {
    tokens.signedIds = new SignedIds();
    tokens.signedIds.signatures = KernelParts.signatures();
    tokens.publicAddress = path -> Optional.of("https://follow.example.com/" + path);
    tokens.clocks =
        new Clocks() {
          @Override
          public Instant real() {
            return now;
          }

          @Override
          public Instant of(UUID workspaceId) {
            return now;
          }
        };
  }

  @Test
  void a_token_names_its_message_until_its_end() {
    var token = tokens.tokenOf(MESSAGE, END);

    assertThat(tokens.messageOf(token)).contains(MESSAGE);
    now = END;
    assertThat(tokens.messageOf(token)).isEmpty();
  }

  @Test
  void a_token_with_any_other_character_names_nothing() {
    var token = tokens.tokenOf(MESSAGE, END);

    for (int i = 0; i < token.length(); i++) {
      var altered = new StringBuilder(token);
      altered.setCharAt(i, token.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(tokens.messageOf(altered.toString())).as(altered.toString()).isEmpty();
    }
  }

  @Test
  void a_link_leads_to_the_page() {
    assertThat(tokens.linkOf(MESSAGE, END))
        .contains("https://follow.example.com/m/" + tokens.tokenOf(MESSAGE, END));
  }

  @Test
  void a_page_shows_html_made_harmless_and_text_as_it_stands() {
    assertThat(new MailWords("2 < 3", "<p>2</p>").page(html -> "(" + html + ")"))
        .contains("<body>(<p>2</p>)</body>");
    assertThat(new MailWords("2 < 3 & 4", null).page(html -> html)).contains("2 &lt; 3 &amp; 4");
  }
}
