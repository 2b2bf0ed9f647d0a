package cadenza.sequences.api;

/** What became of one contact of a bulk enrollment. */
public enum EnrollOutcome {
  ENROLLED,
  /** An enrollment in this sequence is open. */
  ALREADY_IN,
  /** Nobody may write to the address. */
  SUPPRESSED,
  /** No contact of the workspace has this id. */
  NOT_FOUND,
  /** The contact is on its way in as many sequences as one may be. */
  LIMIT,
  /** The contact is on its way in another sequence, which the collision policy leaves alone. */
  CONFLICT,
  /** The item names no contact that could be written to. */
  INVALID
}
