package cadenza.messaging.adapter.email.imap;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what all watchers together hold in memory, from the first byte read to the row stored, so
 * that a burst of large mails in many mailboxes does not fill it.
 */
final class ReadingRoom {
  private static final int KILOBYTES = 48 * 1024;
  private static final Semaphore ROOM = new Semaphore(KILOBYTES, true);

  private ReadingRoom() {}

  /**
   * Waits for room, but not for ever: a server that sends drop by drop must not stop the others.
   *
   * @return what to {@link #leave} with
   */
  static int enter(long bytes) {
    int wanted = (int) Math.min(KILOBYTES, 1 + Math.max(0, bytes) / 1024);
    try {
      return ROOM.tryAcquire(wanted, 1, TimeUnit.MINUTES) ? wanted : 0;
    } catch (InterruptedException serverStops) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  static void leave(int taken) {
    ROOM.release(taken);
  }

  /** In kilobytes. */
  static int free() {
    return ROOM.availablePermits();
  }
}
