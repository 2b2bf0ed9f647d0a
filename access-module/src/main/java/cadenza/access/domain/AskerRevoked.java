package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** Somebody took the token back that asked; whoever held it may have been a thief. */
public class AskerRevoked extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public AskerRevoked() {
    super(Kind.CONFLICT, "asker_revoked", "The token that asked for this has been revoked.");
  }
}
