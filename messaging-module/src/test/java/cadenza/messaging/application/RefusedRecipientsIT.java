package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.SuppressionDraft;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of an address that its server refuses in the session. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedRecipientsIT extends SendingStage {
  @Test
  void an_address_that_does_not_exist_is_suppressed() {
    refusing("550 5.1.1 <bo@example.com>: Recipient address rejected: User unknown");

    assertThat(suppressing.all())
        .flatExtracting(order -> order.suppressions())
        .extracting(SuppressionDraft::address)
        .containsExactly("bo@example.com");
    assertThat(bounced.all()).singleElement().matches(fact -> fact.suppressed());
  }

  @Test
  void one_that_is_refused_for_another_reason_is_not() {
    refusing("550 5.2.1 The mailbox is disabled for now");

    assertThat(suppressing.all()).isEmpty();
    assertThat(bounced.all()).isEmpty();
  }

  private void refusing(String reply) {
    provider.script = message -> Attempt.of(new SendResult.Refused(reply, true));
    wake(queue(accounts(1), 1));
    await(() -> count("BOUNCED").equals("1"));
  }
}
