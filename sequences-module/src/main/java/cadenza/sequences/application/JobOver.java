package cadenza.sequences.application;

import cadenza.kernel.api.RuleViolation;

/** What is done, cancelled or failed cannot be cancelled. */
public class JobOver extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public JobOver() {
    super(Kind.CONFLICT, "job_over", "The job is over.");
  }
}
