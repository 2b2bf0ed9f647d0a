package cadenza.messaging.api;

/** How a call ended. */
public enum CallStatus {
  COMPLETED,
  BUSY,
  NO_ANSWER,
  FAILED,
  CANCELED,
  IN_PROGRESS
}
