package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** A workspace never loses the last one who can let others in, with his tokens. */
public class LastAdmin extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public LastAdmin() {
    super(
        Kind.CONFLICT,
        "last_admin",
        "With this person or his tokens would go the last way into the workspace, or the last token"
            + " that opens others. Make another admin with a password, or another token, first.");
  }
}
