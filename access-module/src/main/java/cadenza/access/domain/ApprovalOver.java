package cadenza.access.domain;

import cadenza.access.api.ApprovalStatus;
import cadenza.kernel.api.RuleViolation;

/** What was decided, or has expired, is not decided again. */
public class ApprovalOver extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ApprovalOver(ApprovalStatus status) {
    super(Kind.CONFLICT, "approval_over", "The request is " + status.word() + " already.");
  }
}
