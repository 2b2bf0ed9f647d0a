package cadenza.sequences.api;

/** Why an enrollment is over. */
public enum FinishReason {
  /** Its last step was sent. */
  COMPLETED,
  /** The person answered. */
  REPLIED,
  /** The person asked not to be written to, or somebody suppressed the address. */
  OPTED_OUT,
  /** The provider refuses the address. */
  BOUNCED,
  /** A step could not be sent, for a reason that will not pass. */
  FAILED,
  /** Somebody cancelled it. */
  REMOVED,
  /** The exit condition was judged to hold. */
  EXIT_CONDITION
}
