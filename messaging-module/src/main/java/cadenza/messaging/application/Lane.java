package cadenza.messaging.application;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent from one account, in this node: ids only, bounded, each once. What does not
 * fit is dropped and found again in the database.
 */
final class Lane {
  private final UUID senderAccountId;
  private final int bound;
  private final Writer writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final LinkedHashSet<UUID> waiting = new LinkedHashSet<>();
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();

  /** The mail server of its account, once a line has asked for it. */
  private volatile @Nullable String host;

  private boolean overflowed;
  private boolean closed;

  Lane(UUID senderAccountId, int bound, Writer writer) {
    this.senderAccountId = senderAccountId;
    this.bound = bound;
    this.writer = writer;
  }

  UUID senderAccountId() {
    return senderAccountId;
  }

  /** One for all its lines, so that what concerns one account is written in order. */
  Writer writer() {
    return writer;
  }

  Set<Line> lines() {
    return lines;
  }

  @Nullable String host() {
    return host;
  }

  void host(String known) {
    host = known;
  }

  void add(Collection<UUID> messageIds) {
    lock.lock();
    try {
      for (var id : messageIds) {
        if (waiting.size() >= bound) {
          overflowed = true;
          break;
        }
        waiting.add(id);
      }
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable UUID poll() {
    lock.lock();
    try {
      Iterator<UUID> first = waiting.iterator();
      if (!first.hasNext()) {
        return null;
      }
      var id = first.next();
      first.remove();
      return id;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to do or the time is up; tells which. */
  boolean awaitWork(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (waiting.isEmpty() && left > 0 && !closed) {
        left = filled.awaitNanos(left);
      }
      return !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything: the account may not send now, the database knows the rest. */
  void clear() {
    lock.lock();
    try {
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Sends home the lines that wait for work. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether ids were dropped and there is room for them again; asking resets it. */
  boolean wantsRefill() {
    lock.lock();
    try {
      boolean wants = overflowed && waiting.size() < bound / 2;
      if (wants) {
        overflowed = false;
      }
      return wants;
    } finally {
      lock.unlock();
    }
  }
}
