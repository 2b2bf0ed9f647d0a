package cadenza.sequences.application;

import cadenza.kernel.api.RuleViolation;

/** A contact is on its way in as many sequences as one may be. */
public class TooManySequences extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public TooManySequences(int most) {
    super(
        Kind.CONFLICT,
        "too_many_sequences",
        "The contact is on its way in " + most + " sequences, which is the most.");
  }
}
