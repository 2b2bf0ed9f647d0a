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
 * A caller's place among those who wait. He waits, does something with the news, and may wait
 * again; whoever is at that for too long is done with.
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

  private static final long LONGEST_BUSY_NANOS = Duration.ofSeconds(60).toNanos();

  private final Caller caller;
  private final WatchEvents home;
  private final Runnable whenOver;
  private final AtomicReference<@Nullable Wait> wait = new AtomicReference<>();
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile boolean over;
  private volatile long busySince = System.nanoTime();

  Watch(Caller caller, WatchEvents home, Runnable whenOver) {
    this.caller = caller;
    this.home = home;
    this.whenOver = whenOver;
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

  /** He is not waiting, but getting on with what he was told. */
  public void goesOn() {
    busySince = System.nanoTime();
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
    goesOn();
    return wait.compareAndSet(ended, null);
  }

  /** Nobody could be told; it goes on as if it had not ended. */
  public void putBack(Wait ended) {
    wait.compareAndSet(null, ended);
  }

  /** Whether he was told long ago and has not come back. */
  public boolean isStuck(long nowNanos) {
    return wait.get() == null && nowNanos - busySince > LONGEST_BUSY_NANOS;
  }

  /**
   * Whether he waits or not, he goes no further.
   *
   * @param news what he is told if he waits
   */
  public void end(News news) {
    over = true;
    var ended = wait.get();
    if (ended != null && take(ended)) {
      ended.then().accept(news);
    } else {
      whenOver.run();
    }
  }
}
