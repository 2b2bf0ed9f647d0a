package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.MessageFailed;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.MessageSent;
import cadenza.messaging.api.ReturnedMessage;
import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.EnrollmentPaused;
import cadenza.sequences.api.EnrollmentsFinished;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.sequences.domain.Pause;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes down what became of handed over steps, in the transaction that settled their messages: one
 * statement to lock, one to write. An outcome counts only for the message that the enrollment
 * names, so a repeat changes nothing.
 */
@UseCase
public class RecordOutcome {
  @Inject Enrollments enrollments;
  @Inject Surroundings surroundings;
  @Inject Event<EnrollmentsFinished> enrollmentsFinished;
  @Inject Event<EnrollmentPaused> enrollmentPaused;
  @Inject Clocks clocks;

  /** The next step is due a delay after this one really left; the last step ends the way. */
  public void sent(List<MessageSent> messages) {
    var outcomes = new HashMap<UUID, MessageSent>();
    var keys = new ArrayList<Key>();
    for (var message : messages) {
      if (message.enrollmentId() != null) {
        outcomes.put(message.messageId(), message);
        keys.add(new Key(message.workspaceId(), message.enrollmentId()));
      }
    }
    var rows = awaiting(keys, outcomes);
    var zones = surroundings.zones(rows);
    settle(rows, row -> sent(row, outcomes, zones));
  }

  private Enrollment sent(
      Enrollment row, Map<UUID, MessageSent> outcomes, Map<UUID, ZoneId> zones) {
    var message = require(outcomes, row);
    int next = row.stepNumber() + 1;
    var zone = zones.get(row.id());
    var due =
        row.isOver() || next > row.stepCount() || zone == null
            ? null
            : surroundings.plan(row).dueAfter(message.occurredAt(), next, zone, row.id());
    return row.sent(message.threadId(), message.occurredAt(), due);
  }

  /** A step that will never leave ends the way. */
  public void failed(List<MessageFailed> messages) {
    var outcomes = new HashMap<UUID, MessageFailed>();
    var keys = new ArrayList<Key>();
    for (var message : messages) {
      if (message.enrollmentId() != null) {
        outcomes.put(message.messageId(), message);
        keys.add(new Key(message.workspaceId(), message.enrollmentId()));
      }
    }
    settle(
        awaiting(keys, outcomes),
        row -> {
          var message = require(outcomes, row);
          return row.failed(
              message.bounced() ? FinishReason.BOUNCED : FinishReason.FAILED, message.occurredAt());
        });
  }

  /**
   * A message that came back is due again as soon as it may be tried: in the window that is open
   * then, or in the next one.
   */
  public void returned(List<ReturnedMessage> messages) {
    var outcomes = new HashMap<UUID, ReturnedMessage>();
    var keys = new ArrayList<Key>();
    for (var message : messages) {
      if (message.enrollmentId() != null) {
        outcomes.put(message.messageId(), message);
        keys.add(new Key(message.workspaceId(), message.enrollmentId()));
      }
    }
    var rows = awaiting(keys, outcomes);
    var zones = surroundings.zones(rows);
    settle(
        rows,
        row -> {
          var message = require(outcomes, row);
          return message.isOverdue() ? row.overdue() : row.returned(nextSlot(row, message, zones));
        });
  }

  private Instant nextSlot(Enrollment row, ReturnedMessage message, Map<UUID, ZoneId> zones) {
    var now = clocks.of(row.workspaceId());
    var notBefore = message.notBefore();
    var from = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
    var zone = zones.get(row.id());
    return zone == null
        ? from
        : surroundings.plan(row).calendar().slot(from, zone, row.id(), row.stepNumber());
  }

  /** The enrollment waits, visibly, until somebody or something tells what happened. */
  public void unknown(MessageOutcomeUnknown message) {
    if (message.enrollmentId() == null) {
      return;
    }
    var outcomes = Map.of(message.messageId(), message);
    settle(
        awaiting(List.of(new Key(message.workspaceId(), message.enrollmentId())), outcomes),
        Enrollment::unknown);
  }

  private List<Enrollment> awaiting(List<Key> keys, Map<UUID, ?> outcomes) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return enrollments.locked(keys).stream()
        .filter(row -> row.messageId() != null && outcomes.containsKey(row.messageId()))
        .toList();
  }

  private void settle(List<Enrollment> rows, Function<Enrollment, Enrollment> command) {
    if (rows.isEmpty()) {
      return;
    }
    var changed = new ArrayList<Enrollment>(rows.size());
    var finished = new ArrayList<EnrollmentFinished>();
    var rested = new ArrayList<EnrollmentPaused>();
    for (var row : rows) {
      var after = command.apply(row);
      changed.add(after);
      if (after.isOver() && !row.isOver()) {
        finished.add(after.finishedFact(Ids.next()));
      }
      if (after.status() == EnrollmentStatus.PAUSED && row.status() != EnrollmentStatus.PAUSED) {
        rested.add(pausedFact(after));
      }
    }
    enrollments.write(changed, clocks.real());
    rested.forEach(enrollmentPaused::fire);
    if (!finished.isEmpty()) {
      enrollmentsFinished.fire(new EnrollmentsFinished(List.copyOf(finished)));
    }
  }

  private EnrollmentPaused pausedFact(Enrollment rested) {
    var reason = rested.standing().pauseReason();
    return rested.pausedFact(
        Ids.next(), reason == null ? Pause.OVERDUE : reason, clocks.of(rested.workspaceId()));
  }

  private static <T> T require(Map<UUID, T> outcomes, Enrollment row) {
    var outcome = outcomes.get(row.messageId());
    if (outcome == null) {
      throw new IllegalStateException("No outcome for enrollment " + row.id());
    }
    return outcome;
  }
}
