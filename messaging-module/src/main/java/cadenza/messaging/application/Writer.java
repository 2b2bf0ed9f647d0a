package cadenza.messaging.application;

import cadenza.kernel.api.Heartbeats;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages.Wanted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 2000;
  private static final long RENEW_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** So many tries fail without a clear reason before the round is taken apart to find one. */
  private static final int PUZZLED_AFTER = 4;

  private final String loop;
  private final SendingTransactions transactions;
  private final Lanes lanes;
  private final SendingMeters meters;
  private final Heartbeats heartbeats;
  private final Duration lease;
  final Gathering gathering = new Gathering();
  private final List<HeldResult> held = new ArrayList<>();
  private volatile boolean stopped;
  private long renewAgainNanos = System.nanoTime();

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
    gathering.add(SlotRequest.toBegin(line, messageId));
  }

  /**
   * @param next begun in the same commit, in the slot that the result frees
   */
  void settle(Line line, Sending sending, Settled result, @Nullable UUID next) {
    gathering.add(SlotRequest.toSettle(line, sending, result, next));
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
    var round = gathering.round();
    renewLeases();
    if (!round.isEmpty()) {
      long began = System.nanoTime();
      commit(round);
      gathering.committed(System.nanoTime() - began);
    }
    retryHeld();
  }

  private void goOnAfter(Throwable failure) {
    gathering.takeBack();
    LOG.log(Level.ERROR, "A writer goes on after a failure", failure);
    pause(LONGEST_WAIT_MILLIS);
  }

  /** Commits a round, however long the database is away; what is bad in it holds up no other. */
  private void commit(List<SlotRequest> round) {
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
        left = apart(gathering.joined(left), failure);
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

  /** Commits them; what went wrong, if it did. */
  @Nullable RuntimeException tried(List<SlotRequest> some) {
    heartbeats.beat(loop);
    try {
      long before = System.nanoTime();
      answer(some, begunIn(some), before);
      return null;
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  private List<SlotRequest> apart(List<SlotRequest> failed, RuntimeException why) {
    var parting = new Parting(this);
    parting.halve(failed, why);
    return parting.left();
  }

  private Map<UUID, BegunMessage> begunIn(List<SlotRequest> round) {
    var results = round.stream().map(SlotRequest::result).filter(Objects::nonNull).toList();
    var wanted = round.stream().map(SlotRequest::wanted).filter(Objects::nonNull).toList();
    var begun = new HashMap<UUID, BegunMessage>();
    for (var message : transactions.round(results, wanted)) {
      begun.put(message.id(), message);
    }
    meters.committed(results, begun.size());
    return begun;
  }

  private void answer(List<SlotRequest> round, Map<UUID, BegunMessage> begun, long before) {
    for (var request : round) {
      gathering.leave(request);
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
  void setAside(SlotRequest request, RuntimeException failure) {
    gathering.leave(request);
    var result = request.result();
    var wanted = request.wanted();
    if (request.hasBoth()) {
      // Only one of them is bad, most likely.
      gathering.add(request.resultOnly());
      gathering.add(request.wantedOnly());
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
    var failure = tried(List.of(SlotRequest.again(one, one.result())));
    if (failure == null) {
      held.remove(one);
    } else if (Failures.of(failure) == Failures.PASSING) {
      one.waitLonger();
    } else if (one.failedAgain()) {
      // From now on nobody says that it is still being sent; the result is tried on behind that.
      tried(List.of(SlotRequest.again(one, one.doubted(failure))));
      one.giveUpLease();
    }
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
