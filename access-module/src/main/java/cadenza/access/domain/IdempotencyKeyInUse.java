package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** The first request with this key has not been answered yet. */
public class IdempotencyKeyInUse extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public IdempotencyKeyInUse() {
    super(
        Kind.CONFLICT,
        "idempotency_key_in_use",
        "A request with this Idempotency-Key is being answered; try again soon.");
  }
}
