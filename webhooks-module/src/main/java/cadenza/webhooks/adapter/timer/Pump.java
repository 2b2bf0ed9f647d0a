package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Runs rounds of work on one thread at a time for as long as somebody wakes it. A call that comes
 * while a round runs is never lost: another round follows.
 */
class Pump {
  private static final System.Logger LOG = System.getLogger(Pump.class.getName());

  private final String name;
  private final Executor executor;
  private final Runnable round;
  private final Heartbeats heartbeats;
  private final AtomicInteger calls = new AtomicInteger();

  private final LongSupplier nanos;
  private volatile long lastWell;

  Pump(String name, Executor executor, Runnable round, Heartbeats heartbeats) {
    this(name, executor, round, heartbeats, System::nanoTime);
  }

  Pump(String name, Executor executor, Runnable round, Heartbeats heartbeats, LongSupplier nanos) {
    this.name = name;
    this.executor = executor;
    this.round = round;
    this.heartbeats = heartbeats;
    this.nanos = nanos;
    this.lastWell = nanos.getAsLong();
    beat();
  }

  private void beat() {
    heartbeats.beat(name);
  }

  /** Seconds since a round ended well. */
  double age() {
    return (nanos.getAsLong() - lastWell) / 1e9;
  }

  void wake() {
    if (calls.getAndIncrement() == 0) {
      try {
        executor.execute(this::run);
      } catch (RejectedExecutionException busy) {
        calls.set(0);
        LOG.log(System.Logger.Level.WARNING, "{0}: no thread is free, the timer tries again", name);
      } catch (RuntimeException | Error e) { // or nobody could ever wake it again
        calls.set(0);
        throw e;
      }
    }
  }

  /**
   * A round that fails ends the run; the timer's next call begins a new one. That holds for errors
   * too: a pump that stopped for good would stop all webhooks, and nothing would show it.
   */
  private void run() {
    int seen;
    do {
      seen = calls.get();
      beat();
      try {
        round.run();
        lastWell = nanos.getAsLong();
      } catch (RuntimeException | Error e) {
        calls.set(0);
        LOG.log(System.Logger.Level.WARNING, name + ": a round failed and will be repeated", e);
        if (e instanceof Error error) {
          throw error;
        }
        return;
      }
    } while (!calls.compareAndSet(seen, 0));
  }
}
