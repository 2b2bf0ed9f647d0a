package cadenza.sequences.application;

import cadenza.kernel.api.RuleViolation;

/** Nothing moves in a paused sequence. */
public class SequenceIsPaused extends RuleViolation {
  private static final long serialVersionUID = 1L;

  SequenceIsPaused() {
    super(Kind.CONFLICT, "sequence_paused", "The sequence is paused; resume it first.");
  }
}
