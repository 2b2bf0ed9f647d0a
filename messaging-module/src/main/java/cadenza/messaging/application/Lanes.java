package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A lane for each sender account, so that a server that hangs holds up its own account and nobody
 * else's. Holds ids and threads, no database session.
 */
@ApplicationScoped
public class Lanes {
  private static final Logger LOG = System.getLogger(Lanes.class.getName());
  private static final int BOUND = 5000;
  private static final int WORTH_ANOTHER_LINE = 3;
  private static final long STOP_SECONDS = 30;

  @Resource(lookup = "concurrent/sending")
  ManagedExecutorService threads;

  @Inject Committer committer;
  @Inject SendingTransactions transactions;
  @Inject ChannelSender sender;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.connections", defaultValue = "2")
  int connections;

  @Inject
  @ConfigProperty(name = "cadenza.sending.threads", defaultValue = "128")
  int threadsAtMost;

  private final Map<UUID, Lane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Hosts hosts = new Hosts();
  private volatile boolean stopping;

  /** Returns at once; an id that waits already, comes too early or does not fit is dropped. */
  public void offer(UUID senderAccountId, Collection<UUID> messageIds) {
    if (stopping || !committer.isStarted()) {
      return;
    }
    var lane = lanes.computeIfAbsent(senderAccountId, id -> new Lane(id, BOUND, committer.next()));
    lane.add(messageIds);
    openLines(lane);
  }

  private void openLines(Lane lane) {
    int open = lane.lines().size();
    int worth = Math.min(connections, (lane.size() + WORTH_ANOTHER_LINE - 1) / WORTH_ANOTHER_LINE);
    for (int i = open; i < worth; i++) {
      openLine(lane);
    }
  }

  private void openLine(Lane lane) {
    var line = new Line(lane, this);
    synchronized (lane) {
      var host = lane.host();
      if (stopping
          || lane.lines().size() >= connections
          || (host != null && !hosts.admit(lane, host, linesOfHostAtMost()))) {
        return;
      }
      line.isWith(host);
      lane.lines().add(line);
    }
    open.incrementAndGet();
    try {
      threads.execute(line);
    } catch (RejectedExecutionException full) {
      // The next look of the timer tries again.
      gone(lane, line);
    }
  }

  /** A line went home; what came in while it did gets another. */
  public void ended(Lane lane, Line line) {
    var next = gone(lane, line);
    if (!stopping) {
      next.ifPresent(this::openLines);
      if (lane.size() > 0) {
        openLines(lane);
      }
    }
  }

  private Optional<Lane> gone(Lane lane, Line line) {
    lane.lines().remove(line);
    open.decrementAndGet();
    var host = line.host();
    return host == null ? Optional.empty() : hosts.leave(host);
  }

  /** Lanes that have work and no line, because there was no thread or their server had enough. */
  public void reopen() {
    if (!stopping) {
      lanes.values().stream()
          .filter(lane -> lane.size() > 0 && lane.lines().isEmpty())
          .forEach(this::openLines);
    }
  }

  /** A quarter of the threads is left to all other servers. */
  private int linesOfHostAtMost() {
    return Math.max(connections, threadsAtMost * 3 / 4);
  }

  Hosts hosts() {
    return hosts;
  }

  /** A line may wait for more work only while others do not wait for its thread. */
  boolean hasThreadsToSpare() {
    return open.get() <= threadsAtMost / 2;
  }

  /** The accounts that have so much waiting here. */
  public List<UUID> supplied(int atLeast) {
    return lanes.values().stream()
        .filter(lane -> lane.size() >= atLeast)
        .map(Lane::senderAccountId)
        .toList();
  }

  /** The accounts whose dropped ids would fit now. */
  public List<UUID> wantingRefill() {
    return lanes.values().stream().filter(Lane::wantsRefill).map(Lane::senderAccountId).toList();
  }

  /** Ends exchanges that take longer than any server may. */
  public void cutHanging() {
    lanes.values().forEach(lane -> lane.lines().forEach(Line::cutIfHanging));
  }

  public int waiting() {
    return lanes.values().stream().mapToInt(Lane::size).sum();
  }

  public int inFlight() {
    return lanes.values().stream()
        .flatMap(lane -> lane.lines().stream())
        .mapToInt(line -> line.inHand().size())
        .sum();
  }

  /** What is in hand on the lanes of one writer. */
  List<Sending> sendingsOf(Writer writer) {
    return lanes.values().stream()
        .filter(lane -> lane.writer() == writer)
        .flatMap(lane -> lane.lines().stream())
        .flatMap(line -> line.inHand().stream())
        .toList();
  }

  /** What is on the wire is waited for; what has not been said yet goes back to the queue. */
  void stop(@Observes Shutdown shutdown) {
    stopping = true;
    lanes.values().forEach(Lane::close);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (isBusy() && System.nanoTime() < until) {
      pause();
    }
    if (isBusy()) {
      LOG.log(Level.WARNING, "{0} messages were still on the wire at the stop", inFlight());
    }
    committer.stop();
  }

  private boolean isBusy() {
    return lanes.values().stream().anyMatch(lane -> !lane.lines().isEmpty());
  }

  private static void pause() {
    try {
      new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isStopping() {
    return stopping;
  }

  public Clocks clocks() {
    return clocks;
  }

  public ChannelSender sender() {
    return sender;
  }

  public SendingTransactions transactions() {
    return transactions;
  }
}
