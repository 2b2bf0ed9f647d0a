package cadenza.contacts.application;

import cadenza.kernel.api.RuleViolation;

/** An import is reverted when it is over, not too late, and once; a dry run is none. */
public class ImportCannotBeReverted extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ImportCannotBeReverted(String state) {
    super(Kind.CONFLICT, "import_not_revertible", "The import is " + state + ".");
  }
}
