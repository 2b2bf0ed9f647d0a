package cadenza.sequences.api;

/**
 * What becomes of a contact that is on its way in another sequence. In the same sequence it is at
 * most once at a time, whatever is chosen.
 */
public enum Collision {
  /** It goes on there and is not enrolled. */
  SKIP,
  /** It ends there as REMOVED, what is queued is withdrawn, and it is enrolled. */
  REPLACE,
  /** It goes on there and is enrolled as well. */
  ALLOW
}
