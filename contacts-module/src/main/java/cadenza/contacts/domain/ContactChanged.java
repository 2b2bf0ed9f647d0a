package cadenza.contacts.domain;

import cadenza.kernel.api.RuleViolation;

/** Somebody changed the contact since the caller read it. */
public class ContactChanged extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ContactChanged() {
    super(Kind.STALE, "stale", "The contact was changed meanwhile; read it again.");
  }
}
