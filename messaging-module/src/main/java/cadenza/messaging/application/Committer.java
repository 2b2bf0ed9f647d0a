package cadenza.messaging.application;

import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.OutgoingMessages.Wanted;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a node: begins and results of all lines gather while the last commit runs, and
 * share the next one. While the database is away they wait here and are tried again; a result is
 * never lost and never makes a message go twice, because each carries its fence.
 */
@ApplicationScoped
public class Committer {
  private static final Logger LOG = System.getLogger(Committer.class.getName());
  private static final int ROUND_AT_MOST = 500;
  private static final long IDLE_MILLIS = 200;
  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 2000;
  private static final long HELD_MILLIS = 5000;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService threads;

  @Inject SendingTransactions transactions;
  @Inject Lanes lanes;
  @Inject SendingMeters meters;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.lease", defaultValue = "PT60S")
  Duration lease;

  private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final List<Held> held = new ArrayList<>();
  private volatile boolean stopped;
  private long renewedNanos = System.nanoTime();

  /** A slot of a line: a result to write, a message to begin, or both in this order. */
  private record Request(
      Line line,
      @Nullable Sending sending,
      @Nullable Settled result,
      @Nullable Wanted wanted,
      boolean takesSlot) {}

  private record Held(Request request, long againNanos) {}

  void start(@Observes @Priority(StartupOrder.TIMERS) Startup startup) {
    threads.execute(this::run);
  }

  public void stop() {
    stopped = true;
  }

  public void begin(Line line, UUID messageId) {
    var wanted = new Wanted(messageId, UUID.randomUUID());
    requests.add(new Request(line, null, null, wanted, true));
  }

  /**
   * @param next begun in the same commit, in the slot that the result frees
   */
  public void settle(Line line, Sending sending, Settled result, @Nullable UUID next) {
    var wanted = next == null ? null : new Wanted(next, UUID.randomUUID());
    requests.add(new Request(line, sending, result, wanted, true));
  }

  private void run() {
    while (!stopped) {
      try {
        var round = gather();
        renewLeases();
        if (!round.isEmpty()) {
          commit(round);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "The committer goes on after a failure", e);
      }
    }
  }

  private List<Request> gather() throws InterruptedException {
    var round = new ArrayList<Request>();
    var first = requests.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      round.add(first);
      requests.drainTo(round, ROUND_AT_MOST - 1);
    }
    long now = System.nanoTime();
    held.removeIf(
        one -> {
          boolean due = one.againNanos() - now <= 0;
          if (due) {
            round.add(one.request());
          }
          return due;
        });
    return round;
  }

  /** Commits a round; halves it when something in it is bad, so that one row holds up no other. */
  private void commit(List<Request> round) {
    long wait = FIRST_WAIT_MILLIS;
    int puzzles = 0;
    while (true) {
      try {
        long before = System.nanoTime();
        answer(round, begunIn(round), before);
        return;
      } catch (RuntimeException failure) {
        if (Failures.willPass(failure) || (Failures.isUnclear(failure) && puzzles++ < 3)) {
          LOG.log(Level.WARNING, "A commit failed and is tried again: {0}", failure.toString());
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
          wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
        } else if (round.size() > 1) {
          int middle = round.size() / 2;
          commit(round.subList(0, middle));
          commit(round.subList(middle, round.size()));
          return;
        } else {
          setAside(round.get(0), failure);
          return;
        }
      }
    }
  }

  private Map<UUID, BegunMessage> begunIn(List<Request> round) {
    var results = round.stream().map(Request::result).filter(Objects::nonNull).toList();
    var wanted = round.stream().map(Request::wanted).filter(Objects::nonNull).toList();
    var begun = new HashMap<UUID, BegunMessage>();
    for (var message : transactions.round(results, wanted)) {
      begun.put(message.id(), message);
    }
    meters.committed(results, begun.size());
    return begun;
  }

  private void answer(List<Request> round, Map<UUID, BegunMessage> begun, long before) {
    for (var request : round) {
      if (request.sending() != null) {
        request.line().settled(request.sending());
      }
      var wanted = request.wanted();
      var message = wanted == null ? null : begun.get(wanted.messageId());
      if (message != null && wanted != null && message.owner().equals(wanted.owner())) {
        request.line().begun(new Sending(message, before, lease));
      } else if (request.takesSlot()) {
        request.line().free();
      }
    }
  }

  /** The row stays as it is, visible and alone; its result is tried again now and then. */
  private void setAside(Request request, RuntimeException failure) {
    meters.heldBack();
    var result = request.result();
    var wanted = request.wanted();
    if (result != null) {
      LOG.log(
          Level.ERROR,
          "The result of message " + result.settlement().message().id() + " cannot be recorded",
          failure);
      var alone = new Request(request.line(), request.sending(), result, null, false);
      held.add(new Held(alone, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS)));
    }
    if (result != null && wanted != null) {
      requests.add(new Request(request.line(), null, null, wanted, true));
      return;
    }
    if (wanted != null) {
      LOG.log(Level.ERROR, "Message " + wanted.messageId() + " cannot begin", failure);
      transactions.hold(wanted.messageId(), "cannot begin: " + failure.getClass().getSimpleName());
    }
    if (request.takesSlot()) {
      request.line().free();
    }
  }

  private void renewLeases() {
    long now = System.nanoTime();
    if (now - renewedNanos < lease.toNanos() / 3) {
      return;
    }
    renewedNanos = now;
    var inHand = lanes.sendings();
    if (inHand.isEmpty()) {
      return;
    }
    try {
      transactions.renew(inHand.stream().map(Sending::message).toList());
      inHand.forEach(one -> one.renewed(now, lease));
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.WARNING, "Leases could not be renewed", databaseAway);
    }
  }
}
