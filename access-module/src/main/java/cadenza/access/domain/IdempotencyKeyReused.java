package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** One key names one request. */
public class IdempotencyKeyReused extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public IdempotencyKeyReused() {
    super(
        Kind.INVALID,
        "idempotency_key_reused",
        "This Idempotency-Key was used for another request within the last 24 hours.");
  }
}
