package cadenza.contacts.domain;

import cadenza.kernel.api.RuleViolation;

/** The workspace has a custom field of this key or title already. */
public class CustomFieldTaken extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public CustomFieldTaken(String pointer) {
    super(Kind.CONFLICT, "custom_field_taken", "There is a custom field of this name.", pointer);
  }
}
