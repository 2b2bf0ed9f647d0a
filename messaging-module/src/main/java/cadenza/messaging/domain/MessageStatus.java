package cadenza.messaging.domain;

/** Where an outbound message stands. */
public enum MessageStatus {
  /**
   * Written with its step; leaves by a begin, a withdrawal or a return. A crash changes nothing.
   */
  QUEUED,
  /** Begun under a lease; leaves by its result. After a crash the lease runs out: UNKNOWN. */
  SENDING,
  /** The provider took it over. Final. */
  SENT,
  /** It will never leave, for another reason than its recipient. Final. */
  FAILED,
  /** The provider refused the recipient. Final. */
  BOUNCED,
  /** Nobody knows whether it left; a late result with the same fence or a person settles it. */
  UNKNOWN,
  /** Withdrawn by a stop, or gone back to its enrollment, before it began. Final. */
  CANCELLED
}
