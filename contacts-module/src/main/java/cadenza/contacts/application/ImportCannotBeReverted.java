package cadenza.contacts.application;

import cadenza.kernel.api.RuleViolation;

/** An import is reverted when it is over, and once; a dry run has nothing to revert. */
public class ImportCannotBeReverted extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ImportCannotBeReverted(String state) {
    super(Kind.CONFLICT, "import_not_revertible", "The import is " + state + ".");
  }
}
