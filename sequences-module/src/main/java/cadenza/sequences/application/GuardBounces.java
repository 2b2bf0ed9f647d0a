package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.SentMail;
import cadenza.messaging.api.SentMail.Sent;
import cadenza.sequences.api.AutopilotStopped;
import cadenza.sequences.domain.BounceRate;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.sequences.domain.Pause;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.SequenceBounces;
import cadenza.sequences.domain.Sequences;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stops a sequence of which too much bounces, before providers stop its senders. Looks at what was
 * sent only when something has bounced, and not in the transaction of the bounce, which holds
 * enrollments that a batch may wait for.
 */
@UseCase
public class GuardBounces {
  private static final int AT_ONCE = 50;
  private static final int PAGE = 200;

  /** A sequence that sends much finds its own among so many of the workspace. */
  private static final int PAGES_AT_MOST = 5;

  @Inject SequenceBounces bounces;
  @Inject Sequences sequences;
  @Inject SentMail sentMail;
  @Inject Event<AutopilotStopped> autopilotStopped;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.sequences.bounce-guard.percent", defaultValue = "5")
  int percent;

  @Inject
  @ConfigProperty(name = "cadenza.sequences.bounce-guard.over", defaultValue = "100")
  int over;

  @Inject
  @ConfigProperty(name = "cadenza.sequences.bounce-guard.at-least", defaultValue = "20")
  int atLeast;

  /** Takes a hard bounce down. */
  public void note(MessageBounced bounced) {
    var enrollment = bounced.enrollmentId();
    if (enrollment != null && bounced.suppressed() && bounced.bounceClass() == BounceClass.HARD) {
      bounces.note(
          bounced.workspaceId(), enrollment, bounced.messageId(), clocks.of(bounced.workspaceId()));
    }
  }

  /** Sequences that something has bounced of. */
  public List<Key> open() {
    return bounces.open(AT_ONCE);
  }

  /** Returns whether it was stopped now. */
  public boolean judge(UUID workspaceId, UUID sequenceId) {
    bounces.judged(workspaceId, sequenceId, over);
    var sequence = sequences.withId(workspaceId, sequenceId).orElse(null);
    if (sequence == null || sequence.isPaused() || percent >= 100) {
      return false;
    }
    var rate = rate(sequence);
    return rate.isAbove(percent, atLeast) && stop(workspaceId, sequenceId, rate);
  }

  private BounceRate rate(Sequence sequence) {
    var since = sequence.bouncesSince() == null ? Instant.EPOCH : sequence.bouncesSince();
    var bounced = bounces.since(sequence.workspaceId(), sequence.id(), since);
    if (bounced.size() * 100L <= (long) percent * atLeast) {
      return new BounceRate(bounced.size(), 0);
    }
    var messages = new HashMap<>(refused(sequence, bounced));
    messages.putAll(sent(sequence, since));
    return BounceRate.of(messages, bounced.keySet(), over);
  }

  /** What was refused in the session was never sent, but tried. */
  private Map<UUID, Instant> refused(Sequence sequence, Map<UUID, Instant> bounced) {
    var refused = new HashMap<>(bounced);
    refused.keySet().removeAll(sentMail.takenAt(sequence.workspaceId(), bounced.keySet()).keySet());
    return refused;
  }

  private Map<UUID, Instant> sent(Sequence sequence, Instant since) {
    var sent = new HashMap<UUID, Instant>();
    @Nullable Sent last = null;
    for (int page = 0; page < PAGES_AT_MOST && sent.size() < over; page++) {
      var some = sentMail.latest(sequence.workspaceId(), since, last, PAGE);
      var own =
          bounces.enrolledIn(
              sequence.workspaceId(),
              sequence.id(),
              some.stream().map(Sent::enrollmentId).toList());
      some.stream()
          .filter(one -> own.contains(one.enrollmentId()))
          .forEach(one -> sent.put(one.messageId(), one.at()));
      if (some.size() < PAGE) {
        return sent;
      }
      last = some.get(PAGE - 1);
    }
    return sent.size() < over ? ofItsEnrollments(sequence, since) : sent;
  }

  /** Beside others that send more, at the cost of its own enrollments. */
  private Map<UUID, Instant> ofItsEnrollments(Sequence sequence, Instant since) {
    var workspace = sequence.workspaceId();
    var latest = bounces.lastSentTo(workspace, sequence.id(), since, over);
    var sent = new HashMap<UUID, Instant>();
    sentMail
        .latestOf(workspace, latest, since, over)
        .forEach(one -> sent.put(one.messageId(), one.at()));
    return sent;
  }

  private boolean stop(UUID workspaceId, UUID sequenceId, BounceRate rate) {
    var sequence = sequences.locked(workspaceId, sequenceId).orElseThrow();
    if (sequence.isPaused()) {
      return false;
    }
    var now = clocks.of(workspaceId);
    sequence.stop(Pause.BOUNCE_RATE, now);
    sequences.update(sequence);
    autopilotStopped.fire(
        new AutopilotStopped(
            Ids.next(),
            workspaceId,
            now,
            sequenceId,
            sequence.name(),
            Pause.BOUNCE_RATE,
            rate.bounced(),
            rate.counted()));
    return true;
  }
}
