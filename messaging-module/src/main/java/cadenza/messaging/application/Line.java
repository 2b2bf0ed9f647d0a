package cadenza.messaging.application;

import cadenza.messaging.application.ChannelSender.Wire;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.SendResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a lane, and the thread that speaks on it. While one message is on the wire the
 * next one is being begun: at most two are begun and not yet settled.
 */
final class Line implements Runnable {
  private static final Logger LOG = System.getLogger(Line.class.getName());
  private static final int IN_HAND_AT_MOST = 2;
  private static final long IDLE_MILLIS = 3000;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration SHORT_REST = Duration.ofSeconds(5);

  private final Lane lane;
  private final Lanes lanes;
  private final Writer writer;
  private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Set<Sending> inHand = ConcurrentHashMap.newKeySet();
  private int slotsTaken;
  private volatile @Nullable Wire wire;
  private long wireVersion;
  private @Nullable String host;

  /** What the writer answers: one slot is begun, or free again. */
  private record Answer(@Nullable Sending begun) {
    static final Answer FREE = new Answer(null);
  }

  Line(Lane lane, Lanes lanes) {
    this.lane = lane;
    this.lanes = lanes;
    this.writer = lane.writer();
  }

  UUID senderAccountId() {
    return lane.senderAccountId();
  }

  /** The mail server it counts for, from its opening or from its first wire on. */
  @Nullable String host() {
    return host;
  }

  void isWith(@Nullable String known) {
    host = known;
  }

  Set<Sending> inHand() {
    return inHand;
  }

  void begun(Sending sending) {
    inHand.add(sending);
    answers.add(new Answer(sending));
  }

  void free() {
    answers.add(Answer.FREE);
  }

  void settled(Sending sending) {
    inHand.remove(sending);
  }

  void cutIfHanging() {
    var current = wire;
    if (current != null) {
      current.cutIfHanging();
    }
  }

  @Override
  public void run() {
    try {
      while (fillSlots() || slotsTaken > 0 || worthWaiting()) {
        if (slotsTaken > 0 && !answered()) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closeWire();
      lanes.ended(lane, this);
    }
  }

  /** Waits for the writer as long as there is one; without it nothing begins and nothing ends. */
  private boolean answered() throws InterruptedException {
    while (!writer.isStopped()) {
      var answer = answers.poll(LOOK_AGAIN_NANOS, TimeUnit.NANOSECONDS);
      if (answer != null) {
        handle(answer);
        return true;
      }
    }
    return false;
  }

  private boolean fillSlots() {
    boolean asked = false;
    while (slotsTaken < IN_HAND_AT_MOST && !lanes.isStopping()) {
      var id = lane.poll();
      if (id == null) {
        break;
      }
      slotsTaken++;
      writer.begin(this, id);
      asked = true;
    }
    return asked;
  }

  private boolean worthWaiting() throws InterruptedException {
    return !lanes.isStopping()
        && lanes.hasThreadsToSpare()
        && (host == null || !lanes.hosts().someWait(host))
        && lane.awaitWork(IDLE_MILLIS)
        && !lanes.isStopping();
  }

  private void handle(Answer answer) {
    var sending = answer.begun();
    if (sending == null) {
      slotsTaken--;
      return;
    }
    var attempt = attempt(sending);
    if (attempt.news().stopsSending()) {
      lane.clear();
    }
    var next = lanes.isStopping() ? null : lane.poll();
    var settlement = attempt.result().settle(sending.message(), lanes.clocks().real());
    writer.settle(this, sending, new Settled(settlement, attempt.news()), next);
  }

  private Attempt attempt(Sending sending) {
    var message = sending.message();
    if (lanes.isStopping()) {
      return putBack("the node stops", Duration.ZERO);
    }
    try {
      if (!permitted(sending)) {
        return putBack("stopped before its data went", SHORT_REST);
      }
      var line = wireFor(message);
      return line == null
          ? putBack("the account names no server", Duration.ofMinutes(5))
          : line.send(message, () -> permitted(sending));
    } catch (RuntimeException e) {
      // Nothing was said yet: the wire itself never throws.
      LOG.log(Level.WARNING, "Message " + message.id() + " could not be handed to its wire", e);
      return putBack("could not be handed to the wire", SHORT_REST);
    }
  }

  private Attempt putBack(String reason, Duration wait) {
    var now = lanes.clocks().real();
    return Attempt.of(new SendResult.PutBack(reason, now.plus(wait)));
  }

  /**
   * Without a lease nothing goes on, nor behind the end of its window; after a second the database
   * is asked once more.
   */
  private boolean permitted(Sending sending) {
    var notAfter = sending.message().notAfter();
    if (!sending.leaseHolds() || notAfter != null && !lanes.clocks().real().isBefore(notAfter)) {
      return false;
    }
    if (sending.nanosSinceLook() < LOOK_AGAIN_NANOS) {
      return true;
    }
    sending.lookedAt(System.nanoTime());
    return mayGo(sending.message()) && sending.leaseHolds();
  }

  /** Who cannot ask may not go; that is no fault of the mail server that is on the line. */
  private boolean mayGo(BegunMessage message) {
    try {
      return lanes.transactions().mayGo(message);
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.WARNING, "Message {0} waits: {1}", message.id(), databaseAway.toString());
      return false;
    }
  }

  private @Nullable Wire wireFor(BegunMessage message) {
    var current = wire;
    if (current != null && wireVersion == message.accountVersion()) {
      return current;
    }
    closeWire();
    var mailbox = lanes.transactions().mailbox(message.workspaceId(), message.senderAccountId());
    var server = mailbox.isEmpty() ? null : mailbox.get().smtp();
    if (server == null) {
      return null;
    }
    learnHost(server.host());
    var made = lanes.sender().wireFor(mailbox.get());
    wire = made;
    wireVersion = mailbox.get().version();
    return made;
  }

  private void learnHost(String name) {
    lane.host(name);
    if (host == null) {
      host = name;
      lanes.hosts().enter(name);
    }
  }

  private void closeWire() {
    var current = wire;
    wire = null;
    if (current != null) {
      current.close();
    }
  }
}
