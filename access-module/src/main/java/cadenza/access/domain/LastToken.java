package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** A workspace never loses the last token that can make others: nobody could get in again. */
public class LastToken extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public LastToken() {
    super(
        Kind.CONFLICT,
        "last_token",
        "No token that can make tokens would be left, or none that opens workspaces. Make another"
            + " one first and revoke with it,"
            + " or keep what this one made by cascade=false.");
  }
}
