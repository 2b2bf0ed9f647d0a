package cadenza.messaging.domain;

import java.time.Instant;

/** What one try to send told of the account it was sent from. */
public sealed interface AccountNews {
  AccountNews NOTHING = new Nothing();

  /** Nothing new. */
  record Nothing() implements AccountNews {}

  /** The provider refuses the account; only a person can change that. */
  record Troubled(String reason) implements AccountNews {}

  /** The provider is away or asked for a rest. */
  record Resting(Instant until) implements AccountNews {}
}
