package cadenza.sequences.application;

import cadenza.kernel.api.EngineWork;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Judges bounces, each sequence in a transaction of its own, and lets rest what was stopped. */
@EngineWork
@ApplicationScoped
public class BounceGuardRuns {
  private static final Logger LOG = System.getLogger(BounceGuardRuns.class.getName());

  @Inject GuardBounces guard;
  @Inject PauseSequence pauseSequence;

  @ActivateRequestContext
  public List<Key> open() {
    return guard.open();
  }

  /** A crash in between leaves enrollments that rest as soon as they are due. */
  @ActivateRequestContext
  public void judge(Key sequence) {
    try {
      if (guard.judge(sequence.workspaceId(), sequence.id())) {
        pauseSequence.restAll(sequence.workspaceId(), sequence.id());
      }
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Sequence " + sequence.id() + " could not be judged", failed);
    }
  }
}
