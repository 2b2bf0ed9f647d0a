package cadenza.rest.effect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The last one of a method that has {@link OwnTransactions}: the end of its work, the answer under
 * an Idempotency-Key and the line in the audit log are all there or none is.
 */
@ApplicationScoped
public class LastTransaction {
  @Inject RequestTransaction transaction;

  /** What follows is committed with the answer, or rolled back with a refusal. */
  public void begin(HttpServletRequest request) {
    transaction.begin();
    request.setAttribute(EffectFilter.BEGUN, Boolean.TRUE);
  }

  /** Nothing of it happened. */
  public void rollBack() {
    transaction.rollBack();
  }
}
