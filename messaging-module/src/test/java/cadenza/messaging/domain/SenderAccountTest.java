package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.OauthSettings;
import cadenza.messaging.api.SenderAccountPlan;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A mailbox that is opened by access tokens, changed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SenderAccountTest {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  final SenderAccount account =
      SenderAccount.connect(
          new UUID(0, 1), new UUID(0, 2), plan("mx.example.com", "granted"), (a, b) -> b, NOW);

  @Test
  void its_tokens_are_shown_to_no_other_server() {
    assertThatThrownBy(() -> change("evil.example", null)).isInstanceOf(InvalidField.class);
  }

  @Test
  void with_a_new_grant_the_servers_may_be_others() {
    assertThatCode(() -> change("mx2.example.com", "granted again")).doesNotThrowAnyException();
  }

  @Test
  void what_else_changes_keeps_the_grant() {
    assertThatCode(() -> change("mx.example.com", null)).doesNotThrowAnyException();
  }

  private void change(String host, @Nullable String refreshToken) {
    account.change(plan(host, refreshToken), (purpose, secret) -> secret, NOW);
  }

  private static SenderAccountPlan plan(String host, @Nullable String refreshToken) {
    return new SenderAccountPlan(
        "ann@example.com",
        "Ann",
        null,
        new MailServerSettings(host, 587, "starttls", "ann@example.com", null),
        null,
        new OauthSettings("https://issuer.example/token", "client", null, null, refreshToken),
        null,
        null,
        0,
        null,
        false);
  }
}
