package cadenza.sequences.application;

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

  @Inject JobBatches batches;

  /** Goes on until the job is over, or another node has it. */
  public void run(UUID workspaceId, UUID jobId) {
    if (running.size() >= AT_ONCE || !running.add(workspaceId)) {
      return; // the timer comes back to it
    }
    try {
      while (batches.advance(workspaceId, jobId)) {
        // each batch is a transaction of its own
      }
    } catch (RuntimeException why) {
      note(workspaceId, jobId, why);
    } finally {
      running.remove(workspaceId);
    }
  }

  /** A database that takes no note of it either leaves the job as it was. */
  private void note(UUID workspaceId, UUID jobId, RuntimeException why) {
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
