package cadenza.sequences.application;

import cadenza.kernel.api.RuleViolation;

/** An enrollment that is over neither rests nor goes on. */
public class EnrollmentOver extends RuleViolation {
  private static final long serialVersionUID = 1L;

  EnrollmentOver() {
    super(Kind.CONFLICT, "enrollment_over", "The enrollment is over.");
  }
}
