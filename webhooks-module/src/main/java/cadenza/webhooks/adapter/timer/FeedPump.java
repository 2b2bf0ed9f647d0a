package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.PassingFailure;
import cadenza.webhooks.domain.Feeds.Feed;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log in other formats, one feed after the other and a bit of each, so that a long
 * backlog of one workspace holds up no other. The relay wakes it; it looks for itself now and then.
 */
@ApplicationScoped
class FeedPump {
  private static final System.Logger LOG = System.getLogger(FeedPump.class.getName());
  private static final String LOOP = "feeds";
  private static final int BATCH = 200;
  private static final long FORGETS_EACH = Duration.ofMinutes(1).toNanos();
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Inject Rounds rounds;
  @Inject Heartbeats heartbeats;
  @Inject MetricRegistry metrics;
  @Inject DeliveryPump deliveries;

  private final FeedTroubles troubles = new FeedTroubles();
  private @Nullable Pump pump;
  private volatile long forgotAt = System.nanoTime() - FORGETS_EACH;
  private volatile long restedSince = System.nanoTime() - PAUSE;

  @PostConstruct
  void prepare() {
    var telling = new Pump(LOOP, engine, this::tell, heartbeats);
    metrics.gauge("cadenza_feeds_age_seconds", telling, Pump::age);
    pump = telling;
  }

  void wake() {
    if (pump != null) {
      pump.wake();
    }
  }

  /** The timer that calls is quicker than this has to look. */
  void tick() {
    if (System.nanoTime() - restedSince >= PAUSE) {
      restedSince = System.nanoTime();
      wake();
    }
  }

  private void tell() {
    boolean again;
    do {
      again = false;
      for (var feed = rounds.nextFeed(null); feed.isPresent(); ) {
        heartbeats.beat(LOOP);
        again |= isTold(feed.get());
        feed = rounds.nextFeed(feed.get());
      }
    } while (again);
    forget();
    restedSince = System.nanoTime();
  }

  /** What formats keep in logs of their own is looked through for what is too old. */
  private void forget() {
    if (System.nanoTime() - forgotAt >= FORGETS_EACH) {
      do {
        heartbeats.beat(LOOP);
      } while (rounds.forgetTold());
      forgotAt = System.nanoTime();
    }
  }

  /** Whether it may have more to tell now. */
  private boolean isTold(Feed feed) {
    if (troubles.isResting(feed)) {
      return false;
    }
    int together = troubles.isTroubled(feed) ? 1 : BATCH;
    try {
      var told = rounds.tell(feed, together);
      if (told.isEmpty()) {
        return false; // another node tells it
      }
      troubles.ended(feed);
      if (told.getAsInt() > 0) {
        deliveries.wake();
      }
      return true;
    } catch (RuntimeException failed) {
      if (troubles.isHopeless(feed, together) && !PassingFailure.isBehind(failed)) {
        LOG.log(System.Logger.Level.ERROR, "Event after {0} is not told: {1}", feed, failed);
        metrics.counter("cadenza_events_untold").inc();
        rounds.leaveOut(feed);
        troubles.ended(feed);
        return true;
      }
      LOG.log(System.Logger.Level.WARNING, "A feed could not be told and is tried again", failed);
      return false;
    }
  }
}
