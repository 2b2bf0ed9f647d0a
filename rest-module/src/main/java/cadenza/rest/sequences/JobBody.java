package cadenza.rest.sequences;

import cadenza.kernel.api.Ids;
import cadenza.sequences.api.EnrollOutcome;
import cadenza.sequences.api.JobCard;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A bulk enrollment that goes on by itself.
 *
 * @param total how many contacts it was for when it began; absent before that
 * @param failure a stable code that tells why it ended before its end
 */
@Schema(name = "Job")
public record JobBody(
    String id,
    @Schema(enumeration = {"waiting", "running", "done", "cancelled", "failed"}) String status,
    String sequenceId,
    String inboxId,
    boolean dryRun,
    @Nullable Long total,
    long processed,
    JobCounts counts,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  /** How many came out how, so far. */
  @Schema(name = "JobCounts")
  public record JobCounts(
      long enrolled,
      long alreadyIn,
      long suppressed,
      long notFound,
      long limit,
      long conflict,
      long invalid) {}

  static JobBody of(JobCard card) {
    return new JobBody(
        Ids.wire("job", card.id()),
        card.state().toLowerCase(Locale.ROOT),
        Ids.wire("seq", card.sequenceId()),
        Ids.wire("inb", card.senderAccountId()),
        card.dryRun(),
        card.total(),
        card.processed(),
        counts(card),
        card.failure(),
        card.createdAt(),
        card.startedAt(),
        card.finishedAt());
  }

  private static JobCounts counts(JobCard card) {
    return new JobCounts(
        count(card, EnrollOutcome.ENROLLED),
        count(card, EnrollOutcome.ALREADY_IN),
        count(card, EnrollOutcome.SUPPRESSED),
        count(card, EnrollOutcome.NOT_FOUND),
        count(card, EnrollOutcome.LIMIT),
        count(card, EnrollOutcome.CONFLICT),
        count(card, EnrollOutcome.INVALID));
  }

  private static long count(JobCard card, EnrollOutcome outcome) {
    return card.counts().getOrDefault(outcome, 0L);
  }
}
