package cadenza.messaging.application;

import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the lines of a node hand in what is to be begun and settled. Each lane has its writer, so
 * that what concerns one account is written in order; two of them keep the database busy while the
 * other one's results are handed out.
 */
@ApplicationScoped
public class Committer {
  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService threads;

  @Inject SendingTransactions transactions;
  @Inject Lanes lanes;
  @Inject SendingMeters meters;
  @Inject Heartbeats heartbeats;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.lease", defaultValue = "PT60S")
  Duration lease;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.writers", defaultValue = "2")
  int number;

  private final AtomicInteger given = new AtomicInteger();
  private volatile List<Writer> writers = List.of();

  /** Before any other timer, whose work it takes. */
  void start(@Observes @Priority(StartupOrder.TIMERS - 1) Startup startup) {
    if (number < 1) {
      throw new IllegalStateException("cadenza.messaging.writers must be 1 or more, not " + number);
    }
    writers = IntStream.rangeClosed(1, number).mapToObj(this::writer).toList();
    writers.forEach(threads::execute);
  }

  private Writer writer(int index) {
    return new Writer("committer-" + index, transactions, lanes, meters, heartbeats, lease);
  }

  public boolean isStarted() {
    return !writers.isEmpty();
  }

  public void stop() {
    writers.forEach(Writer::stop);
  }

  /** The writer of the next lane: each gets as many as the others. */
  Writer next() {
    return writers.get(Math.floorMod(given.getAndIncrement(), writers.size()));
  }
}
