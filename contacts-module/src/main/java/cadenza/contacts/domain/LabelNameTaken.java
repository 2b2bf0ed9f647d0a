package cadenza.contacts.domain;

import cadenza.kernel.api.RuleViolation;

/** The workspace has a label of this name already. */
public class LabelNameTaken extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public LabelNameTaken() {
    super(Kind.CONFLICT, "label_name_taken", "There is a label of this name.", "/name");
  }
}
