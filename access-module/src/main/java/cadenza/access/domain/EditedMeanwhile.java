package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** Whoever approves what somebody has edited says which version was read. */
public class EditedMeanwhile extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public EditedMeanwhile() {
    super(
        Kind.UNSEEN,
        "if_match_required",
        "It was edited since it was asked for; read it, and send its ETag in If-Match.");
  }
}
