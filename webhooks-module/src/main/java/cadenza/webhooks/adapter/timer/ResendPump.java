package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes due what somebody asked to be sent again; looks for work now and then. */
@ApplicationScoped
class ResendPump {
  private static final String LOOP = "resending";
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Inject Rounds rounds;
  @Inject Heartbeats heartbeats;
  @Inject DeliveryPump deliveries;

  private @Nullable Pump pump;
  private volatile long restedSince = System.nanoTime() - PAUSE;

  @PostConstruct
  void prepare() {
    pump = new Pump(LOOP, engine, this::resend, heartbeats);
  }

  /** The timer that calls is quicker than this work has to be. */
  void wake() {
    if (pump != null && System.nanoTime() - restedSince >= PAUSE) {
      restedSince = System.nanoTime();
      pump.wake();
    }
  }

  private void resend() {
    do {
      heartbeats.beat(LOOP);
      deliveries.wake();
    } while (rounds.resend());
    restedSince = System.nanoTime();
  }
}
