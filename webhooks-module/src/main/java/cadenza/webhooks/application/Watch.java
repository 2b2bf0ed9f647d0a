package cadenza.webhooks.application;

import cadenza.access.api.Caller;
import cadenza.webhooks.domain.Watched;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A caller's place among those who wait. He waits, does something with the news, and may wait again
 * until it is over.
 */
public final class Watch implements AutoCloseable {
  /** How a wait has ended. */
  public enum News {
    /** There is something to read. */
    EVENTS,
    /** The time is over. */
    NOTHING,
    /** He may wait no longer, whatever happens. */
    OVER
  }

  /** One wait; somebody is told of its end once. */
  public record Wait(Watched watched, long untilNanos, Consumer<News> then) {}

  private final Caller caller;
  private final WatchEvents home;
  private final AtomicReference<@Nullable Wait> wait = new AtomicReference<>();
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile boolean over;

  Watch(Caller caller, WatchEvents home) {
    this.caller = caller;
    this.home = home;
  }

  public Caller caller() {
    return caller;
  }

  /**
   * Returns at once.
   *
   * @param then told on another thread
   */
  public void await(long after, Set<String> types, Duration atMost, Consumer<News> then) {
    var watched = new Watched(caller.workspaceId(), after, types);
    wait.set(new Wait(watched, System.nanoTime() + atMost.toNanos(), then));
    home.begun();
  }

  /** Whether he may go on no longer. */
  public boolean isOver() {
    return over;
  }

  /** The place is free for somebody else. */
  @Override
  public void close() {
    if (left.compareAndSet(false, true)) {
      wait.set(null);
      home.left(this);
    }
  }

  /** What he waits for, while he does. */
  public Optional<Wait> waiting() {
    return Optional.ofNullable(wait.get());
  }

  /** Whether this is ours to end: nobody else has. */
  public boolean take(Wait ended) {
    return wait.compareAndSet(ended, null);
  }

  /** Nobody could be told; it goes on as if it had not ended. */
  public void putBack(Wait ended) {
    wait.compareAndSet(null, ended);
  }

  /**
   * He goes no further: now if he waits, or else after what he is at.
   *
   * @param news what he is told if he waits
   */
  public void end(News news) {
    over = true;
    var ended = wait.get();
    if (ended != null && take(ended)) {
      ended.then().accept(news);
    }
  }
}
