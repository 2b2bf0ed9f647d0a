package cadenza.sequences.domain;

/** Where an enrollment stands. */
public enum EnrollmentStatus {
  /** Waits for its due time: enrolled, resumed, or the step before was sent. A crash: nothing. */
  ACTIVE,
  /**
   * A step is with messaging: written in the transaction that wrote the message, left when the
   * message settles, returns or is withdrawn. A crash: the message row says where it stands.
   */
  SENDING,
  /** Rests until a person resumes it or it ends; a message that had begun may still settle. */
  PAUSED,
  /** A person has a task to do first. */
  AWAITING_TASK,
  /** Over, with exactly one finish reason, for good. */
  FINISHED
}
