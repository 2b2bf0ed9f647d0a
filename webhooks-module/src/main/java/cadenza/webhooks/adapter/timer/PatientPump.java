package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** A pump that looks for work now and then, however often it is called. */
final class PatientPump {
  private final String name;
  private final long pause;
  private final Pump pump;
  private final Heartbeats heartbeats;
  private volatile boolean rests;
  private volatile long restedSince;

  /**
   * @param work whether there may be more to do now
   */
  PatientPump(
      String name, Duration pause, Executor executor, BooleanSupplier work, Heartbeats heartbeats) {
    this.name = name;
    this.pause = pause.toNanos();
    this.heartbeats = heartbeats;
    restedSince = System.nanoTime() - this.pause;
    pump =
        new Pump(
            name,
            executor,
            () -> {
              rests = false;
              try {
                do {
                  heartbeats.beat(name);
                } while (work.getAsBoolean());
              } finally {
                restedSince = System.nanoTime();
                rests = true;
              }
            },
            heartbeats);
  }

  /** Who rests is well, however long the pause. */
  void wake() {
    if (System.nanoTime() - restedSince >= pause) {
      rests = false;
      restedSince = System.nanoTime();
      pump.wake();
    } else if (rests) {
      heartbeats.beat(name);
    }
  }
}
