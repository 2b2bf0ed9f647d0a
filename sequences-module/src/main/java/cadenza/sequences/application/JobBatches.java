package cadenza.sequences.application;

import cadenza.kernel.api.EngineWork;
import cadenza.sequences.domain.Enrollments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Gives each batch a request of its own, since a repository's session serves one. */
@ApplicationScoped
public class JobBatches {
  private static final System.Logger LOG = System.getLogger(JobBatches.class.getName());

  @Inject AdvanceJob advanceJob;
  @Inject ReadJobs readJobs;

  @EngineWork
  @ActivateRequestContext
  public boolean advance(UUID workspaceId, UUID jobId) {
    return advanceJob.advance(workspaceId, jobId);
  }

  @EngineWork
  @ActivateRequestContext
  public boolean advanceInTurn(UUID workspaceId, UUID jobId) {
    return advanceJob.advanceInTurn(workspaceId, jobId);
  }

  @EngineWork
  @ActivateRequestContext
  public List<Enrollments.Key> openIn(UUID workspaceId) {
    return readJobs.openIn(workspaceId);
  }

  @EngineWork
  @ActivateRequestContext
  public void failed(UUID workspaceId, UUID jobId, RuntimeException why) {
    LOG.log(System.Logger.Level.WARNING, "A batch of job " + jobId + " failed", why);
    advanceJob.failed(workspaceId, jobId, why);
  }

  @EngineWork
  @ActivateRequestContext
  public List<Enrollments.Key> open() {
    return readJobs.open();
  }
}
