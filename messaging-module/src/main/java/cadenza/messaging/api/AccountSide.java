package cadenza.messaging.api;

/** The two halves of a sender account, which fail apart from each other. */
public enum AccountSide {
  /** Mail is handed in there. */
  SENDING,
  /** Replies are read there. */
  READING
}
