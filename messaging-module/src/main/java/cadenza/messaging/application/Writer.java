package cadenza.messaging.application;

import cadenza.kernel.api.Heartbeats;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages.Wanted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Commits for some lanes of a node: their begins and results gather while the last commit runs, and
 * share the next one. While the database is away, or refuses everything, they wait here and are
 * tried again; a result is never lost and never makes a message go twice, because each carries its
 * fence. What fails alone, for a reason of its own, is set aside.
 */
final class Writer implements Runnable {
  private static final Logger LOG = System.getLogger(Committer.class.getName());
  private static final int ROUND_AT_MOST = 500;
  private static final long IDLE_MILLIS = 200;

  /**
   * A commit costs about the same for one as for eight: a round of fewer waits a moment for more.
   */
  private static final int FEW = 8;

  /** Where commits take longer than that moment larger rounds spare the machine. */
  private static final int FEW_WHERE_BUSY = 32;

  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 2000;
  private static final long RENEW_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** So many tries fail without a clear reason before the round is taken apart to find one. */
  private static final int PUZZLED_AFTER = 4;

  /** More parts of a round than that do not fail in a row because of one row. */
  private static final int HOPELESS_AFTER = 16;

  private final String loop;
  private final SendingTransactions transactions;
  private final Lanes lanes;
  private final SendingMeters meters;
  private final Heartbeats heartbeats;
  private final Duration lease;
  private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  /** Taken from the queue and not answered yet. */
  private final Set<Request> inRound = Collections.newSetFromMap(new IdentityHashMap<>());

  private final List<HeldResult> held = new ArrayList<>();
  long momentNanos = TimeUnit.MILLISECONDS.toNanos(5);
  long longestMomentNanos = TimeUnit.MILLISECONDS.toNanos(20);
  private long lastCommitNanos;
  int roundAtMost = ROUND_AT_MOST;
  private volatile boolean stopped;
  private long renewAgainNanos = System.nanoTime();

  /** A slot of a line: a result to write, a message to begin, or both in this order. */
  private record Request(
      Line line,
      @Nullable Sending sending,
      @Nullable Settled result,
      @Nullable Wanted wanted,
      boolean takesSlot) {}

  /**
   * @param loop the name that its heartbeat has
   */
  Writer(
      String loop,
      SendingTransactions transactions,
      Lanes lanes,
      SendingMeters meters,
      Heartbeats heartbeats,
      Duration lease) {
    this.loop = loop;
    this.transactions = transactions;
    this.lanes = lanes;
    this.meters = meters;
    this.heartbeats = heartbeats;
    this.lease = lease;
    heartbeats.beat(loop);
  }

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  void begin(Line line, UUID messageId) {
    var wanted = new Wanted(messageId, UUID.randomUUID());
    requests.add(new Request(line, null, null, wanted, true));
  }

  /**
   * @param next begun in the same commit, in the slot that the result frees
   */
  void settle(Line line, Sending sending, Settled result, @Nullable UUID next) {
    var wanted = next == null ? null : new Wanted(next, UUID.randomUUID());
    requests.add(new Request(line, sending, result, wanted, true));
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        turn();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable failure) {
        // Whatever it was, lanes without their writer send nothing, and says nothing.
        goOnAfter(failure);
      }
    }
  }

  private void turn() throws InterruptedException {
    heartbeats.beat(loop);
    var round = gather();
    renewLeases();
    if (!round.isEmpty()) {
      long began = System.nanoTime();
      commit(round);
      lastCommitNanos = System.nanoTime() - began;
      roundAtMost = Math.min(roundAtMost * 2, ROUND_AT_MOST);
    }
    retryHeld();
  }

  /**
   * Nothing of the round is lost; smaller ones follow, should memory have been too small for it.
   */
  private void goOnAfter(Throwable failure) {
    requests.addAll(inRound);
    inRound.clear();
    roundAtMost = Math.max(1, roundAtMost / 4);
    LOG.log(Level.ERROR, "A writer goes on after a failure", failure);
    pause(LONGEST_WAIT_MILLIS);
  }

  private List<Request> gather() throws InterruptedException {
    var round = new ArrayList<Request>();
    var first = requests.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      round.add(first);
      requests.drainTo(round, roundAtMost - 1);
      inRound.addAll(round);
      awaitMore(round);
    }
    return round;
  }

  private void awaitMore(List<Request> round) throws InterruptedException {
    awaitMore(round, FEW, momentNanos);
    awaitMore(round, FEW_WHERE_BUSY, busyMoment());
  }

  private void awaitMore(List<Request> round, int few, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (int most = Math.min(few, roundAtMost); round.size() < most; ) {
      var next = requests.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      round.add(next);
      inRound.add(next);
    }
  }

  /** Twice as long as the last commit took, and never long. */
  private long busyMoment() {
    return lastCommitNanos <= momentNanos ? 0 : Math.min(2 * lastCommitNanos, longestMomentNanos);
  }

  /** Commits a round, however long the database is away; what is bad in it holds up no other. */
  private void commit(List<Request> round) {
    var left = round;
    long wait = FIRST_WAIT_MILLIS;
    for (int tries = 1; !left.isEmpty() && !stopped; tries++) {
      var failure = tried(left);
      if (failure == null) {
        return;
      }
      var kind = Failures.of(failure);
      if (kind == Failures.ROW) {
        left = apart(left, failure);
      } else if (kind == Failures.UNCLEAR && tries % PUZZLED_AFTER == 0) {
        left = apart(joined(left), failure);
      } else {
        LOG.log(Level.WARNING, "A commit failed and is tried again: {0}", failure.toString());
      }
      if (!left.isEmpty()) {
        pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
        renewLeases();
      }
    }
  }

  private @Nullable RuntimeException tried(List<Request> some) {
    heartbeats.beat(loop);
    try {
      long before = System.nanoTime();
      answer(some, begunIn(some), before);
      return null;
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  /** With what came in meanwhile: only others can show that it is not the whole database. */
  private List<Request> joined(List<Request> left) {
    var all = new ArrayList<>(left);
    requests.drainTo(all, Math.max(0, roundAtMost - left.size()));
    inRound.addAll(all);
    return all;
  }

  private List<Request> apart(List<Request> failed, RuntimeException why) {
    var parting = new Parting();
    parting.halve(failed, why);
    return parting.left();
  }

  /** Takes a failed round apart: what is bad alone is set aside, everything else is kept. */
  private final class Parting {
    private final List<Request> left = new ArrayList<>();
    private final List<Request> suspects = new ArrayList<>();
    private int refusedInARow;
    private boolean someWent;

    void halve(List<Request> failed, RuntimeException why) {
      var kind = Failures.of(why);
      if (failed.size() == 1) {
        alone(failed.get(0), kind, why);
      } else if (kind == Failures.PASSING || isHopeless(kind)) {
        left.addAll(failed);
      } else {
        int middle = failed.size() / 2;
        half(failed.subList(0, middle));
        half(failed.subList(middle, failed.size()));
      }
    }

    private void half(List<Request> some) {
      var failure = tried(some);
      if (failure == null) {
        someWent = true;
        refusedInARow = 0;
      } else {
        halve(some, failure);
      }
    }

    private boolean isHopeless(Failures kind) {
      return stopped || kind == Failures.UNCLEAR && ++refusedInARow > HOPELESS_AFTER;
    }

    private void alone(Request one, Failures kind, RuntimeException why) {
      if (kind == Failures.ROW) {
        setAside(one, why);
      } else if (kind == Failures.UNCLEAR) {
        suspects.add(one);
      } else {
        left.add(one);
      }
    }

    /** Refused without a reason while others go: asked once more, it is taken for a bad row. */
    List<Request> left() {
      for (var one : suspects) {
        var failure = someWent ? tried(List.of(one)) : null;
        if (!someWent || failure != null && Failures.of(failure) == Failures.PASSING) {
          left.add(one);
        } else if (failure != null) {
          setAside(one, failure);
        }
      }
      return left;
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
      inRound.remove(request);
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

  /** Never throws, and answers the line: it must not wait for what cannot be committed. */
  private void setAside(Request request, RuntimeException failure) {
    inRound.remove(request);
    var result = request.result();
    var wanted = request.wanted();
    if (result != null && wanted != null) {
      // Only one of them is bad, most likely.
      requests.add(new Request(request.line(), request.sending(), result, null, false));
      requests.add(new Request(request.line(), null, null, wanted, true));
      return;
    }
    meters.heldBack();
    if (result != null) {
      var message = result.settlement().message();
      LOG.log(Level.ERROR, "The result of message " + message.id() + " is kept back", failure);
      held.add(new HeldResult(request.line(), request.sending(), result));
    } else if (wanted != null) {
      putOff(wanted, failure);
    }
    if (request.takesSlot()) {
      request.line().free();
    }
  }

  /** Should not even that be written, the sweeper finds the message again. */
  private void putOff(Wanted wanted, RuntimeException failure) {
    LOG.log(Level.ERROR, "Message " + wanted.messageId() + " cannot begin", failure);
    try {
      transactions.hold(wanted, "cannot begin: " + failure.getClass().getSimpleName());
    } catch (RuntimeException alsoFailed) {
      LOG.log(Level.WARNING, "It could not be put off either: {0}", alsoFailed.toString());
    }
  }

  /** One in a turn, alone and once, so that it holds up nobody. */
  private void retryHeld() {
    long now = System.nanoTime();
    for (var one : held) {
      if (one.isDue(now)) {
        retry(one);
        return;
      }
    }
  }

  private void retry(HeldResult one) {
    var failure = tried(List.of(requestOf(one, one.result())));
    if (failure == null) {
      held.remove(one);
    } else if (Failures.of(failure) == Failures.PASSING) {
      one.waitLonger();
    } else if (one.failedAgain()) {
      // From now on nobody says that it is still being sent; the result is tried on behind that.
      tried(List.of(requestOf(one, one.doubted(failure))));
      one.giveUpLease();
    }
  }

  private static Request requestOf(HeldResult one, Settled result) {
    return new Request(one.line(), one.sending(), result, null, false);
  }

  private void renewLeases() {
    long now = System.nanoTime();
    if (renewAgainNanos - now > 0) {
      return;
    }
    renewAgainNanos = now + lease.toNanos() / 3;
    var sendings = lanes.sendingsOf(this);
    if (sendings.isEmpty()) {
      return;
    }
    try {
      var renewed = transactions.renew(sendings.stream().map(Sending::message).toList());
      sendings.stream()
          .filter(one -> renewed.contains(one.message().id()))
          .forEach(one -> one.renewed(now, lease));
    } catch (RuntimeException databaseAway) {
      renewAgainNanos = now + RENEW_AGAIN_NANOS;
      LOG.log(Level.WARNING, "Leases could not be renewed: {0}", databaseAway.toString());
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
