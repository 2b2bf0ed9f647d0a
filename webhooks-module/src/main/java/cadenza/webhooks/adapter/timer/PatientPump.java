package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** A pump that looks for work now and then, however often it is called. */
final class PatientPump {
  private final long pause;
  private final Pump pump;
  private volatile long restedSince;

  /**
   * @param work whether there may be more to do now
   */
  PatientPump(
      String name, Duration pause, Executor executor, BooleanSupplier work, Heartbeats heartbeats) {
    this.pause = pause.toNanos();
    restedSince = System.nanoTime() - this.pause;
    pump =
        new Pump(
            name,
            executor,
            () -> {
              do {
                heartbeats.beat(name);
              } while (work.getAsBoolean());
              restedSince = System.nanoTime();
            },
            heartbeats);
  }

  void wake() {
    if (System.nanoTime() - restedSince >= pause) {
      restedSince = System.nanoTime();
      pump.wake();
    }
  }
}
