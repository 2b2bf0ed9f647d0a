package cadenza.messaging.api;

/** What a person makes of an answer. */
public enum ThreadCategory {
  INTERESTED,
  MEETING_REQUEST,
  /** Perhaps later. */
  NOT_NOW,
  NOT_INTERESTED,
  /** Names somebody else. */
  REFERRAL,
  WRONG_PERSON,
  OUT_OF_OFFICE,
  OTHER
}
