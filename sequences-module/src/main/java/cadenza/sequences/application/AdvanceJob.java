package cadenza.sequences.application;

import cadenza.contacts.api.Audience;
import cadenza.contacts.api.Audience.Selection;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.PassingFailure;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.BulkEnrollment.Result;
import cadenza.sequences.domain.EnrollJob;
import cadenza.sequences.domain.EnrollJobs;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * One batch of a job. What it enrolls and the place it leads to are committed together, so no
 * contact is passed over and none is looked at twice, whenever the server dies.
 */
@UseCase
public class AdvanceJob {
  @Inject EnrollBatch batch;
  @Inject EnrollJobs jobs;
  @Inject Audience audience;
  @Inject Clocks clocks;

  private final int size;

  protected AdvanceJob() {
    this(5_000);
  }

  /**
   * @param size contacts of a batch
   */
  AdvanceJob(int size) {
    this.size = size;
  }

  /** Answers whether there is more to do, here and now. */
  public boolean advance(UUID workspaceId, UUID jobId) {
    return jobs.claimed(workspaceId, jobId)
        .filter(job -> !job.state().isOver())
        .map(this::advance)
        .orElse(false);
  }

  /** As {@link #advance(UUID, UUID)}, after whoever is at it. */
  public boolean advanceInTurn(UUID workspaceId, UUID jobId) {
    return jobs.locked(workspaceId, jobId)
        .filter(job -> !job.state().isOver())
        .map(this::advance)
        .orElse(false);
  }

  private boolean advance(EnrollJob waiting) {
    var now = clocks.real();
    var workspace = waiting.terms().workspaceId();
    audience.letNobodyGo(workspace);
    var selection = new Selection(waiting.selection());
    var job =
        waiting.total() == null
            ? waiting.begun(audience.count(workspace, selection), now)
            : waiting;
    var members = audience.select(workspace, selection, job.lastContactId(), size);
    var results = batch.enroll(batch.route(job.terms()).sparingAnswered(), members);
    boolean more = members.size() == size;
    jobs.write(
        job.advanced(
            results.values().stream().map(Result::outcome).toList(),
            more ? members.get(size - 1).contactId() : null,
            now));
    return more;
  }

  /**
   * A batch has failed; another try comes later, unless there have been enough. What the database
   * refuses now and may do later is no fault of the job.
   */
  public void failed(UUID workspaceId, UUID jobId, RuntimeException why) {
    if (PassingFailure.isBehind(why)) {
      return;
    }
    jobs.claimed(workspaceId, jobId)
        .filter(job -> !job.state().isOver())
        .ifPresent(
            job ->
                jobs.write(
                    why instanceof RuleViolation broken
                        ? job.failed(broken.code(), true, clocks.real())
                        : job.failed("internal_error", false, clocks.real())));
  }
}
