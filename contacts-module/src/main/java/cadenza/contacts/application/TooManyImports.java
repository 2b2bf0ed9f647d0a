package cadenza.contacts.application;

import cadenza.kernel.api.RuleViolation;

/** Some of the workspace's imports have to be over before another one begins. */
public class TooManyImports extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public TooManyImports(int most) {
    super(
        Kind.LATER,
        "too_many_imports",
        "A workspace has " + most + " imports under way at most; try again when one is done.");
  }
}
