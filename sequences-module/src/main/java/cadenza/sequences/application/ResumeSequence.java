package cadenza.sequences.application;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Resumes a sequence and the enrollments that rest because of it; those that a person paused stay
 * so. Asked again after a crash, it does the rest.
 */
@Dependent
public class ResumeSequence {
  @Inject SwitchSequence switchSequence;

  public void resume(UUID workspaceId, UUID sequenceId) {
    switchSequence.resume(workspaceId, sequenceId);
    @Nullable UUID after = null;
    do {
      after = switchSequence.moveSome(workspaceId, sequenceId, after).orElse(null);
    } while (after != null);
  }
}
