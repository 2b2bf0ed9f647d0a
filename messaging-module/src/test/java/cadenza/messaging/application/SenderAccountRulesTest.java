package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.SenderAccountPlan;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SenderAccountRulesTest {
  @Test
  void an_international_domain_is_kept_as_it_stands_on_the_wire() {
    var plan =
        new SenderAccountPlan(
            "anna@bücher.example", "Anna", null, null, null, null, null, null, 0, null);

    assertThat(SenderAccountRules.checked(plan).address()).isEqualTo("anna@xn--bcher-kva.example");
  }
}
