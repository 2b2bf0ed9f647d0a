package cadenza.contacts.api;

import org.jspecify.annotations.Nullable;

/**
 * Which suppressions; null asks nothing.
 *
 * @param kind {@code ADDRESS}, {@code DOMAIN} or {@code CHANNEL}
 * @param subject an address or a domain, however it is written
 */
public record SuppressionFilter(State state, @Nullable String kind, @Nullable String subject) {
  /** Whether it holds. */
  public enum State {
    IN_FORCE,
    LIFTED,
    EXPIRED,
    ALL
  }

  /** Everything that holds now. */
  public static final SuppressionFilter IN_FORCE =
      new SuppressionFilter(State.IN_FORCE, null, null);
}
