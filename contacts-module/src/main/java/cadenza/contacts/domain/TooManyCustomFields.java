package cadenza.contacts.domain;

import cadenza.kernel.api.RuleViolation;

/** A workspace has 200 custom fields at most. */
public class TooManyCustomFields extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public TooManyCustomFields() {
    super(Kind.CONFLICT, "too_many_custom_fields", "A workspace has 200 custom fields at most.");
  }
}
