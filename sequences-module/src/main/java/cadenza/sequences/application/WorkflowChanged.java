package cadenza.sequences.application;

import cadenza.kernel.api.RuleViolation;

/** Somebody changed the rule since the caller read it. */
public class WorkflowChanged extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public WorkflowChanged() {
    super(Kind.STALE, "stale", "The workflow was changed meanwhile.");
  }
}
