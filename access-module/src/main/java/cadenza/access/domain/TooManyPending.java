package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** Nobody reads that many requests. */
public class TooManyPending extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public TooManyPending(int most) {
    super(
        Kind.CONFLICT,
        "too_many_pending",
        "A token has " + most + " requests at most that wait for approval.");
  }
}
