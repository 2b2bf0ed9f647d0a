package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** A token that requires approval neither approves nor does what cannot wait in a queue. */
public class ApprovalNeeded extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ApprovalNeeded() {
    super(
        Kind.FORBIDDEN,
        "approval_required",
        "The token requires approval, and this cannot be asked for: somebody else has to do it.");
  }
}
