package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.SenderAccountPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SenderAccountRulesTest {
  @Test
  void an_international_domain_is_kept_as_it_stands_on_the_wire() {
    var plan =
        new SenderAccountPlan(
            "anna@bücher.example", "Anna", null, null, null, null, null, null, 0, null, false);

    assertThat(SenderAccountRules.checked(plan).address()).isEqualTo("anna@xn--bcher-kva.example");
  }

  @Test
  void nobody_sends_from_an_address_beyond_ascii_before_its_at_sign() {
    var plan =
        new SenderAccountPlan(
            "büro@example.com", "", null, null, null, null, null, null, 0, null, false);

    assertThatThrownBy(() -> SenderAccountRules.checked(plan))
        .isInstanceOfSatisfying(
            InvalidField.class, field -> assertThat(field.pointer()).isEqualTo("/address"));
  }

  @Test
  void what_was_opened_by_tokens_needs_passwords_without_them() {
    assertThatThrownBy(() -> OauthRules.requirePasswords(plan("ann", null)))
        .isInstanceOfSatisfying(
            InvalidField.class, field -> assertThat(field.pointer()).isEqualTo("/smtp/password"));
    OauthRules.requirePasswords(plan("ann", "secret"));
    OauthRules.requirePasswords(plan(null, null));
  }

  private static SenderAccountPlan plan(@Nullable String username, @Nullable String password) {
    var smtp = new MailServerSettings("mx.example", 587, "starttls", username, password);
    return new SenderAccountPlan(
        "ann@example.com", "Ann", null, smtp, null, null, null, null, 0, null, false);
  }
}
