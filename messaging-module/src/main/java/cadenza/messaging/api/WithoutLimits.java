package cadenza.messaging.api;

/**
 * Which of a provider's limits do not count for a mailbox, although nothing is said instead.
 *
 * @param daily how many messages in a day
 * @param gap how long between two sends
 */
public record WithoutLimits(boolean daily, boolean gap) {
  public static final WithoutLimits NONE = new WithoutLimits(false, false);
}
