package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.application.Watch;
import cadenza.webhooks.application.Watch.News;
import cadenza.webhooks.application.Watch.Wait;
import cadenza.webhooks.application.WatchBegun;
import cadenza.webhooks.application.WatchEvents;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who wait. It looks when this node has numbered something and when somebody begins to
 * wait, and once in a second for what other nodes have numbered: one question each time, however
 * many wait. With the latter it finds those who were let in and would not be any more.
 */
@ApplicationScoped
class WatchPump {
  private static final System.Logger LOG = System.getLogger(WatchPump.class.getName());
  private static final String LOOP = "watches";
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Many ticks. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** One who waits, and for what. */
  private record Waiting(Watch watch, Wait what) {}

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  /** It goes on while a server stops. */
  @Resource(lookup = "concurrent/housekeeping")
  ManagedScheduledExecutorService watchdog;

  /** Whoever is told writes an answer here, to a client who may be slow to take it. */
  @Resource(lookup = "concurrent/watchers")
  ManagedExecutorService watchers;

  @Inject Rounds rounds;
  @Inject WatchEvents watches;
  @Inject Heartbeats heartbeats;

  LongSupplier nanos = System::nanoTime;

  private volatile boolean called;
  private volatile long tickedAt = System.nanoTime();
  private volatile long lookedAt = System.nanoTime();
  private @Nullable Pump pump;

  @PostConstruct
  void prepare() {
    pump = new Pump(LOOP, engine, this::round, heartbeats);
    var unused = watchdog.scheduleWithFixedDelay(this::mindTheTimer, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * A server that is told to stop silences its timers first, and then waits half a minute for
   * requests that last: it need not wait for these.
   */
  void mindTheTimer() {
    if (nanos.getAsLong() - tickedAt > SILENCE_NANOS && !watches.isEmpty()) {
      watches.endAll();
    }
  }

  void wake() {
    called = true;
    run();
  }

  void on(@Observes WatchBegun begun) {
    wake();
  }

  /** Costs nothing while nobody waits, but for a beat now and then. */
  void tick() {
    tickedAt = nanos.getAsLong();
    if (!watches.isEmpty() || isTimeToLook(nanos.getAsLong())) {
      run();
    }
  }

  private void run() {
    if (pump != null) {
      pump.wake();
    }
  }

  private boolean isTimeToLook(long now) {
    return now - lookedAt >= PAUSE_NANOS;
  }

  private void round() {
    long now = nanos.getAsLong();
    boolean slowly = isTimeToLook(now);
    if (slowly) {
      lookedAt = now;
    }
    if (watches.isEmpty()) {
      return;
    }
    if (slowly) {
      endThoseWhoMustGo(watches.all());
    }
    if (slowly || called) {
      called = false;
      tellTheNews(waiting());
    }
    waiting().stream()
        .filter(one -> now - one.what().untilNanos() >= 0)
        .forEach(one -> tell(one, News.NOTHING));
  }

  private List<Waiting> waiting() {
    var waiting = new ArrayList<Waiting>();
    for (var watch : watches.all()) {
      watch.waiting().ifPresent(wait -> waiting.add(new Waiting(watch, wait)));
    }
    return waiting;
  }

  private void tellTheNews(List<Waiting> waiting) {
    if (!waiting.isEmpty()) {
      var watched = waiting.stream().map(Waiting::what).map(Wait::watched).toList();
      rounds.news(watched).forEach(place -> tell(waiting.get(place), News.EVENTS));
    }
  }

  private void endThoseWhoMustGo(List<Watch> all) {
    var ended = rounds.ended(all.stream().map(Watch::caller).toList());
    for (var watch : all) {
      if (ended.contains(watch.caller().tokenId())) {
        execute(() -> watch.end(News.OVER));
      }
    }
  }

  private void tell(Waiting one, News news) {
    if (one.watch().take(one.what()) && !execute(() -> one.what().then().accept(news))) {
      one.watch().putBack(one.what());
    }
  }

  private boolean execute(Runnable work) {
    try {
      watchers.execute(work);
      return true;
    } catch (RejectedExecutionException busy) {
      LOG.log(System.Logger.Level.WARNING, "{0}: no thread is free, it is tried again", LOOP);
      return false;
    }
  }
}
