package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.JobCard;
import cadenza.sequences.domain.EnrollJob;
import cadenza.sequences.domain.EnrollJobs;
import jakarta.inject.Inject;
import java.util.UUID;

/** Stops a job after the batch it is at; what it has enrolled stays. A repeat changes nothing. */
@UseCase
public class CancelJob {
  @Inject EnrollJobs jobs;
  @Inject Clocks clocks;

  public JobCard cancel(UUID workspaceId, UUID id) {
    var job = jobs.locked(workspaceId, id).orElseThrow(() -> new NotFound("job"));
    if (job.state() == EnrollJob.State.CANCELLED) {
      return job.card();
    }
    if (job.state().isOver()) {
      throw new JobOver();
    }
    var cancelled = job.cancelled(clocks.real());
    jobs.write(cancelled);
    return cancelled.card();
  }
}
