package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Works on jobs, batch by batch; each job once on this node. */
@ApplicationScoped
public class JobRuns {
  private static final System.Logger LOG = System.getLogger(JobRuns.class.getName());

  /** Of all workspaces at once: a batch has a connection, and others need some, too. */
  private static final int AT_ONCE = 4;

  /** Workspaces, since the jobs of one go one after the other anyway. */
  private final Set<UUID> running = ConcurrentHashMap.newKeySet();

  private final Backoff backoff = new Backoff();

  @Inject JobBatches batches;
  @Inject Clocks clocks;

  /** Goes on until the job is over, or another node has it. */
  public void run(UUID workspaceId, UUID jobId) {
    if (running.size() >= AT_ONCE
        || backoff.holds(jobId, clocks.real())
        || !running.add(workspaceId)) {
      return; // the timer comes back to it
    }
    try {
      while (batches.advance(workspaceId, jobId)) {
        backoff.passed(jobId); // each batch is a transaction of its own
      }
    } catch (RuntimeException why) {
      note(workspaceId, jobId, why);
    } finally {
      running.remove(workspaceId);
    }
  }

  /** Whatever has been started in a workspace until now, also what somebody else is at. */
  void finish(UUID workspaceId) {
    for (var job : batches.openIn(workspaceId)) {
      try {
        while (batches.advanceInTurn(workspaceId, job.id())) {
          // each batch is a transaction of its own
        }
      } catch (RuntimeException why) {
        note(workspaceId, job.id(), why);
      }
    }
  }

  /** A database that takes no note of it either leaves the job as it was. */
  private void note(UUID workspaceId, UUID jobId, RuntimeException why) {
    backoff.failed(jobId, clocks.real());
    try {
      batches.failed(workspaceId, jobId, why);
    } catch (RuntimeException again) {
      LOG.log(System.Logger.Level.WARNING, "Job " + jobId + " could not go on", again);
    }
  }

  /** What a crash, here or on another node, has left on its way, and what goes on here. */
  public List<Key> open() {
    return batches.open();
  }
}
