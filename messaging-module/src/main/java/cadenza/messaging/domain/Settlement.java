package cadenza.messaging.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a begun message. Written only while its fence is the current one.
 *
 * @param status the next status; QUEUED with {@code nextAttemptAt} for another try, CANCELLED when
 *     it goes back to its enrollment, with {@code nextAttemptAt} when that is not to be at once
 * @param judged whether the provider judged this very message, which burns an attempt
 * @param providerId what the provider calls the message it took
 */
public record Settlement(
    BegunMessage message,
    MessageStatus status,
    Instant at,
    @Nullable Instant nextAttemptAt,
    @Nullable String reason,
    boolean judged,
    @Nullable String providerId) {

  public Settlement(
      BegunMessage message,
      MessageStatus status,
      Instant at,
      @Nullable Instant nextAttemptAt,
      @Nullable String reason,
      boolean judged) {
    this(message, status, at, nextAttemptAt, reason, judged, null);
  }

  /** The same with the status that was really written: what was stopped is not queued again. */
  public Settlement as(MessageStatus written) {
    return written == status
        ? this
        : new Settlement(message, written, at, nextAttemptAt, reason, judged);
  }

  public @Nullable Instant acceptedAt() {
    return status == MessageStatus.SENT ? at : null;
  }

  public String reasonOr(String other) {
    return reason == null ? other : reason;
  }
}
