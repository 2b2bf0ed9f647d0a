package cadenza.webhooks.domain;

/** Whether an endpoint is told anything. */
public enum EndpointStatus {
  /** From its creation, or switched on again by a person. New events reach it. */
  ENABLED,
  /**
   * By a person, by its own answer of 410, or after days of failures. What was pending is cancelled
   * with it.
   */
  DISABLED,
  /** By a person. The row stays as long as its deliveries are shown. */
  DELETED
}
