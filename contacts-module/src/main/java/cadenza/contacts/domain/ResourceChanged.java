package cadenza.contacts.domain;

import cadenza.kernel.api.RuleViolation;

/** Somebody changed what the caller wants to change since the caller read it. */
public class ResourceChanged extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ResourceChanged(String what) {
    super(Kind.STALE, "stale", "The " + what + " was changed meanwhile; read it again.");
  }
}
