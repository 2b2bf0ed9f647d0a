package cadenza.messaging.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the provider said, and what that makes of the message. */
public sealed interface SendResult {
  Settlement settle(BegunMessage message, Instant at);

  /**
   * The provider took it over.
   *
   * @param providerId the name that the provider gave it, as far as it said; see {@link
   *     ProviderIds}
   */
  record Accepted(@Nullable String providerId) implements SendResult {
    public Accepted() {
      this(null);
    }

    @Override
    public Settlement settle(BegunMessage message, Instant at) {
      return new Settlement(message, MessageStatus.SENT, at, null, null, true, providerId);
    }
  }

  /**
   * The provider will never take it.
   *
   * @param recipient whether it is the recipient that was refused, and not the message
   */
  record Refused(String reason, boolean recipient) implements SendResult {
    @Override
    public Settlement settle(BegunMessage message, Instant at) {
      var status = recipient ? MessageStatus.BOUNCED : MessageStatus.FAILED;
      return new Settlement(message, status, at, null, shortened(reason), true);
    }
  }

  /** The provider put this message off: another try later, within the retry window. */
  record TryLater(String reason) implements SendResult {
    @Override
    public Settlement settle(BegunMessage message, Instant at) {
      var words = shortened(reason);
      var next = RetrySchedule.next(message.id(), message.attempts() + 1, at);
      if (next.isEmpty()) {
        return new Settlement(message, MessageStatus.FAILED, at, null, words, true);
      }
      if (message.notAfter() != null && next.get().isAfter(message.notAfter())) {
        return new Settlement(message, MessageStatus.CANCELLED, at, next.get(), words, true);
      }
      return new Settlement(message, MessageStatus.QUEUED, at, next.get(), words, true);
    }
  }

  /** The message was never judged, and for certain not taken over: it waits for the account. */
  record PutBack(String reason, Instant notBefore) implements SendResult {
    @Override
    public Settlement settle(BegunMessage message, Instant at) {
      if (message.notAfter() != null && notBefore.isAfter(message.notAfter())) {
        return new Settlement(
            message, MessageStatus.CANCELLED, at, notBefore, shortened(reason), false);
      }
      return new Settlement(message, MessageStatus.QUEUED, at, notBefore, shortened(reason), false);
    }
  }

  /** The last byte was written and no answer came: it is not said again by itself. */
  record Unknown(String reason) implements SendResult {
    @Override
    public Settlement settle(BegunMessage message, Instant at) {
      return new Settlement(message, MessageStatus.UNKNOWN, at, null, shortened(reason), false);
    }
  }

  private static String shortened(String words) {
    var oneLine = words.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return oneLine.length() <= 300 ? oneLine : oneLine.substring(0, 300);
  }
}
