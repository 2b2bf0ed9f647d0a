package cadenza.sequences.application;

import cadenza.sequences.domain.EnrollmentStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pauses a sequence: first its own state, which keeps every later claim off, then its enrollments,
 * some at a time. A crash in between leaves enrollments that rest as soon as they are due.
 */
@Dependent
public class PauseSequence {
  @Inject SwitchSequence switchSequence;

  public void pause(UUID workspaceId, UUID sequenceId) {
    switchSequence.pause(workspaceId, sequenceId);
    restAll(workspaceId, sequenceId);
  }

  /** Of one that is paused already. */
  void restAll(UUID workspaceId, UUID sequenceId) {
    restAll(workspaceId, sequenceId, EnrollmentStatus.SENDING);
    restAll(workspaceId, sequenceId, EnrollmentStatus.ACTIVE);
  }

  private void restAll(UUID workspaceId, UUID sequenceId, EnrollmentStatus status) {
    @Nullable UUID after = null;
    do {
      after = switchSequence.restSome(workspaceId, sequenceId, status, after).orElse(null);
    } while (after != null);
  }
}
