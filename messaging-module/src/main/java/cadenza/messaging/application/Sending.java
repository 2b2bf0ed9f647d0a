package cadenza.messaging.application;

import cadenza.messaging.domain.BegunMessage;
import java.time.Duration;

/** A begun message in the hands of a line, and how long this node may hold it. */
final class Sending {
  private final BegunMessage message;
  private volatile long leaseEndsNanos;
  private volatile long lookedNanos;

  /**
   * @param beforeBegin monotonic time before the begin was asked for, so that our lease never ends
   *     after the one in the database
   */
  Sending(BegunMessage message, long beforeBegin, Duration lease) {
    this.message = message;
    this.lookedNanos = beforeBegin;
    this.leaseEndsNanos = beforeBegin + lease.toNanos();
  }

  BegunMessage message() {
    return message;
  }

  void renewed(long beforeRenewal, Duration lease) {
    leaseEndsNanos = beforeRenewal + lease.toNanos();
  }

  boolean leaseHolds() {
    return leaseEndsNanos - System.nanoTime() > 0;
  }

  /** Since the gates were last looked at, which the begin did first. */
  long nanosSinceLook() {
    return System.nanoTime() - lookedNanos;
  }

  void lookedAt(long nanos) {
    lookedNanos = nanos;
  }
}
