package cadenza.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenTest {
  static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  @Nested
  class A_value {
    @Test
    void has_a_prefix_43_random_characters_and_a_checksum() {
      var value = TokenValue.random();

      assertThat(value.text()).matches("cdz_[0-9A-Za-z]{49}");
      assertThat(value.wellFormed()).isTrue();
      assertThat(value.text()).isNotEqualTo(TokenValue.random().text());
    }

    @Test
    void with_a_typing_error_is_not_well_formed() {
      var text = TokenValue.random().text();
      char wrong = text.charAt(20) == 'a' ? 'b' : 'a';

      assertThat(new TokenValue(text.substring(0, 20) + wrong + text.substring(21)).wellFormed())
          .isFalse();
      assertThat(new TokenValue("short").wellFormed()).isFalse();
    }

    @Test
    void never_shows_itself_in_a_log() {
      var value = TokenValue.random();

      assertThat(value.toString()).doesNotContain(value.text().substring(13));
    }
  }

  @Nested
  class A_token {
    @Test
    void proves_until_the_instant_it_expires() {
      var token = token(NOON.plusSeconds(60));

      assertThat(token.proves(NOON.plusSeconds(59))).isTrue();
      assertThat(token.proves(NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void proves_nothing_once_revoked() {
      var token = token(null);

      token.revoke(NOON);

      assertThat(token.proves(NOON)).isFalse();
    }

    @Test
    void knows_its_scopes() {
      assertThat(token(null).card().scopes())
          .containsExactlyInAnyOrder("contacts:read", "email:send");
    }

    static Token token(@Nullable Instant expiresAt) {
      return Token.issue(
          new UUID(1, 1),
          TokenValue.random(),
          "agent",
          Set.of("contacts:read", "email:send"),
          null,
          expiresAt,
          null,
          NOON);
    }
  }
}
