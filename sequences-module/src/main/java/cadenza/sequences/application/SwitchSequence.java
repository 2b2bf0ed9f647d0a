package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.SequencePaused;
import cadenza.sequences.api.SequenceResumed;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.sequences.domain.Pause;
import cadenza.sequences.domain.Sequences;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The single transactions of pausing and resuming a sequence; {@link PauseSequence} and {@link
 * ResumeSequence} put them in order.
 */
@UseCase
public class SwitchSequence {
  private static final int AT_ONCE = 1000;

  @Inject Sequences sequences;
  @Inject Enrollments enrollments;
  @Inject StopLock stopLock;
  @Inject DueTimes dueTimes;
  @Inject Clocks clocks;
  @Inject Event<SequencePaused> sequencePaused;
  @Inject Event<SequenceResumed> sequenceResumed;

  /** Waits for the batches that are reading the state; those after it know. */
  void pause(UUID workspaceId, UUID sequenceId) {
    var sequence =
        sequences.locked(workspaceId, sequenceId).orElseThrow(() -> new NotFound("sequence"));
    boolean running = !sequence.isPaused();
    if (running || sequence.pauseReason() != null) {
      var now = clocks.of(workspaceId);
      sequence.pause(now);
      sequences.update(sequence);
      if (running) {
        sequencePaused.fire(
            new SequencePaused(Ids.next(), workspaceId, now, sequenceId, sequence.name()));
      }
    }
  }

  void resume(UUID workspaceId, UUID sequenceId) {
    var sequence =
        sequences.locked(workspaceId, sequenceId).orElseThrow(() -> new NotFound("sequence"));
    if (sequence.isPaused()) {
      var now = clocks.of(workspaceId);
      sequence.resume(now);
      sequences.update(sequence);
      sequenceResumed.fire(
          new SequenceResumed(Ids.next(), workspaceId, now, sequenceId, sequence.name()));
    }
  }

  /**
   * Lets some of the enrollments rest, those with a message first.
   *
   * @return where to go on, or empty at the end, or when somebody has resumed the sequence
   *     meanwhile
   */
  Optional<UUID> restSome(
      UUID workspaceId, UUID sequenceId, EnrollmentStatus status, @Nullable UUID after) {
    if (!isPaused(workspaceId, sequenceId)) {
      return Optional.empty();
    }
    var now = clocks.of(workspaceId);
    var ids =
        enrollments.idsOfSequence(workspaceId, sequenceId, List.of(status), null, after, AT_ONCE);
    var stopped = stopLock.stop(workspaceId, ids, "sequence paused", now);
    enrollments.write(
        stopped.stream()
            .filter(one -> !one.isOver() && one.status() != EnrollmentStatus.PAUSED)
            .map(one -> one.paused(Pause.SEQUENCE))
            .toList(),
        now);
    return ids.size() < AT_ONCE ? Optional.empty() : Optional.of(ids.get(AT_ONCE - 1));
  }

  /** Lets some of those go on that rest because of the sequence, unless it is paused again. */
  Optional<UUID> moveSome(UUID workspaceId, UUID sequenceId, @Nullable UUID after) {
    if (isPaused(workspaceId, sequenceId)) {
      return Optional.empty();
    }
    var now = clocks.of(workspaceId);
    var ids =
        enrollments.idsOfSequence(
            workspaceId,
            sequenceId,
            List.of(EnrollmentStatus.PAUSED),
            Pause.SEQUENCE,
            after,
            AT_ONCE);
    var resting =
        enrollments.locked(workspaceId, ids).stream()
            .filter(one -> Pause.SEQUENCE.equals(one.standing().pauseReason()))
            .toList();
    enrollments.write(dueTimes.resumed(resting, now), now);
    return ids.size() < AT_ONCE ? Optional.empty() : Optional.of(ids.get(AT_ONCE - 1));
  }

  /** Stays so until the transaction ends: a pause and a resume at the same time go in turn. */
  private boolean isPaused(UUID workspaceId, UUID sequenceId) {
    return !sequences.pausedAmong(List.of(new Key(workspaceId, sequenceId))).isEmpty();
  }
}
