package cadenza.messaging.application;

import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.Settlement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A result that cannot be recorded for a reason of its own; it is tried again more and more rarely.
 */
final class HeldResult {
  private static final long FIRST_WAIT_MILLIS = 1000;
  private static final long LONGEST_WAIT_MILLIS = 300_000;
  private static final int DOUBTED_AFTER = 3;

  private final Line line;
  private final @Nullable Sending sending;
  private final Settled result;
  private long waitMillis = FIRST_WAIT_MILLIS;
  private long againNanos = afterWaiting();
  private int failures;

  HeldResult(Line line, @Nullable Sending sending, Settled result) {
    this.line = line;
    this.sending = sending;
    this.result = result;
  }

  Line line() {
    return line;
  }

  @Nullable Sending sending() {
    return sending;
  }

  Settled result() {
    return result;
  }

  boolean isDue(long now) {
    return againNanos - now <= 0;
  }

  void waitLonger() {
    waitMillis = Math.min(waitMillis * 2, LONGEST_WAIT_MILLIS);
    againNanos = afterWaiting();
  }

  /** Returns true when it is time that somebody sees it. */
  boolean failedAgain() {
    waitLonger();
    failures++;
    return failures == DOUBTED_AFTER;
  }

  /** What is written instead: the message's outcome is unknown to everybody but this node. */
  Settled doubted(Throwable failure) {
    var told = result.settlement();
    var reason =
        "its result, "
            + told.status()
            + ", cannot be recorded: "
            + failure.getClass().getSimpleName();
    return new Settled(
        new Settlement(told.message(), MessageStatus.UNKNOWN, told.at(), null, reason, false),
        AccountNews.NOTHING);
  }

  /** Its lease is renewed no longer, so it ends even when nothing at all can be written. */
  void giveUpLease() {
    if (sending != null) {
      line.settled(sending);
    }
  }

  private long afterWaiting() {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
  }
}
