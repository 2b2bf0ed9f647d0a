package cadenza.sequences.application;

import cadenza.contacts.api.Audience.Selection;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.api.JobCard;
import cadenza.sequences.domain.EnrollJob;
import cadenza.sequences.domain.EnrollJobs;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** Starts a job that enrolls all contacts of a selection. */
@UseCase
public class EnrollAudience {
  @Inject EnrollBatch batch;
  @Inject EnrollJobs jobs;
  @Inject Event<JobStarted> jobStarted;
  @Inject Clocks clocks;

  /** Refuses what {@link #enroll} would; changes nothing. */
  public void check(EnrollTerms terms) {
    batch.route(terms);
  }

  /** What a single enrollment would refuse for all of them is refused here. */
  public JobCard enroll(EnrollTerms terms, Selection selection) {
    var route = batch.route(terms);
    var job =
        EnrollJob.start(
            Ids.next(), terms, route.common().senderAccountId(), selection.text(), clocks.real());
    jobs.add(job);
    jobStarted.fire(new JobStarted(terms.workspaceId(), job.id()));
    return job.card();
  }
}
