package cadenza.messaging.domain;

import java.time.Instant;

/** What one try to send told of the account it was sent from. */
public sealed interface AccountNews {
  AccountNews NOTHING = new Nothing();

  /** Whether the account may send nothing now. */
  default boolean stopsSending() {
    return this instanceof Troubled || this instanceof Resting;
  }

  /** Of two lines of one account: what matters more. */
  static AccountNews graver(AccountNews one, AccountNews other) {
    return one instanceof Troubled || (one.stopsSending() && !(other instanceof Troubled))
        ? one
        : other;
  }

  /** Nothing new. */
  record Nothing() implements AccountNews {}

  /** The provider refuses the account; only a person can change that. */
  record Troubled(String reason) implements AccountNews {}

  /** The provider is away or asked for a rest. */
  record Resting(Instant until, String reason) implements AccountNews {}

  /** The provider refused a mail by its policy, which is about the sender more often than not. */
  record RefusedByPolicy(String reason) implements AccountNews {}

  /** The provider put a mail off by its policy; many in a row are meant for the sender. */
  record PutOffByPolicy(String reason) implements AccountNews {}
}
