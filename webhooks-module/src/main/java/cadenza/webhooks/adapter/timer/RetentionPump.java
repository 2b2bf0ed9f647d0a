package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Deletes what is old; looks for work now and then. */
@ApplicationScoped
class RetentionPump {
  private static final String LOOP = "retention";
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Inject Rounds rounds;
  @Inject Heartbeats heartbeats;

  private @Nullable Pump pump;
  private volatile long restedSince = System.nanoTime() - PAUSE;

  @PostConstruct
  void prepare() {
    pump = new Pump(LOOP, engine, this::delete, heartbeats);
  }

  /** The timer that calls is quicker than this work has to be. */
  void wake() {
    if (pump != null && System.nanoTime() - restedSince >= PAUSE) {
      restedSince = System.nanoTime();
      pump.wake();
    }
  }

  private void delete() {
    do {
      heartbeats.beat(LOOP);
    } while (rounds.deleteOld());
    restedSince = System.nanoTime();
  }
}
