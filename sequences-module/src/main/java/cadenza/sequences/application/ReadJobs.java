package cadenza.sequences.application;

import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.JobCard;
import cadenza.sequences.domain.EnrollJob;
import cadenza.sequences.domain.EnrollJobs;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells how far jobs have come. */
@UseCase
public class ReadJobs {
  private static final int AT_ONCE = 50;

  @Inject EnrollJobs jobs;

  public Optional<JobCard> find(UUID workspaceId, UUID id) {
    return jobs.withId(workspaceId, id).map(EnrollJob::card);
  }

  /** Some of those of one workspace that are not over. */
  List<Enrollments.Key> openIn(UUID workspaceId) {
    return jobs.open(workspaceId, AT_ONCE);
  }

  /** Some of those that are not over, of all workspaces. */
  List<Enrollments.Key> open() {
    return jobs.open(null, AT_ONCE);
  }
}
