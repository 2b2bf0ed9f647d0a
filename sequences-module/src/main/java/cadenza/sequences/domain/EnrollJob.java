package cadenza.sequences.domain;

import cadenza.sequences.api.EnrollOutcome;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.api.JobCard;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bulk enrollment that goes on by itself, and where it stands. A value, as an enrollment is.
 *
 * @param selection whom it is for, as the contacts module wrote it
 * @param counts by the ordinal of {@link EnrollOutcome}
 * @param failures of tries in a row
 */
public record EnrollJob(
    UUID id,
    EnrollTerms terms,
    UUID senderAccountId,
    String selection,
    State state,
    @Nullable Long total,
    @Nullable UUID lastContactId,
    List<Long> counts,
    int failures,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** A batch that failed so often fails for a reason that will not pass. */
  private static final int MOST_FAILURES = 5;

  /** Whether anybody still works on it. */
  public enum State {
    /** Nobody has begun. */
    WAITING,
    /** Some batches are done. */
    RUNNING,
    /** Every contact has been looked at. */
    DONE,
    /** Somebody stopped it; what was enrolled stays. */
    CANCELLED,
    /** It cannot go on. */
    FAILED;

    public boolean isOver() {
      return this != WAITING && this != RUNNING;
    }
  }

  public static EnrollJob start(
      UUID id, EnrollTerms terms, UUID senderAccountId, String selection, Instant now) {
    var none = Stream.of(EnrollOutcome.values()).map(outcome -> 0L).toList();
    return new EnrollJob(
        id,
        terms,
        senderAccountId,
        selection,
        State.WAITING,
        null,
        null,
        none,
        0,
        null,
        now,
        null,
        null);
  }

  public EnrollJob begun(long total, Instant now) {
    return with(State.RUNNING, total, lastContactId, counts, 0, null, now, null);
  }

  /**
   * @param last the contact that the batch ended with; null at the end
   */
  public EnrollJob advanced(Collection<EnrollOutcome> outcomes, @Nullable UUID last, Instant now) {
    var sums = counts.stream().mapToLong(Long::longValue).toArray();
    outcomes.forEach(outcome -> sums[outcome.ordinal()]++);
    var counted = Arrays.stream(sums).boxed().toList();
    return last == null
        ? with(State.DONE, total, lastContactId, counted, 0, null, startedAt, now)
        : with(State.RUNNING, total, last, counted, 0, null, startedAt, null);
  }

  public EnrollJob cancelled(Instant now) {
    return with(State.CANCELLED, total, lastContactId, counts, 0, null, startedAt, now);
  }

  /**
   * @param lasting whether another try would fail as well
   */
  public EnrollJob failed(String why, boolean lasting, Instant now) {
    boolean over = lasting || failures + 1 >= MOST_FAILURES;
    return with(
        over ? State.FAILED : state,
        total,
        lastContactId,
        counts,
        failures + 1,
        over ? why : null,
        startedAt,
        over ? now : null);
  }

  private EnrollJob with(
      State state,
      @Nullable Long total,
      @Nullable UUID lastContactId,
      List<Long> counts,
      int failures,
      @Nullable String failure,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {
    return new EnrollJob(
        id,
        terms,
        senderAccountId,
        selection,
        state,
        total,
        lastContactId,
        counts,
        failures,
        failure,
        createdAt,
        startedAt,
        finishedAt);
  }

  public JobCard card() {
    Map<EnrollOutcome, Long> byOutcome = new EnumMap<>(EnrollOutcome.class);
    long processed = 0;
    for (var outcome : EnrollOutcome.values()) {
      byOutcome.put(outcome, counts.get(outcome.ordinal()));
      processed += counts.get(outcome.ordinal());
    }
    return new JobCard(
        id,
        terms.workspaceId(),
        state.name(),
        terms.sequenceId(),
        senderAccountId,
        terms.dryRun(),
        total,
        processed,
        byOutcome,
        failure,
        createdAt,
        startedAt,
        finishedAt);
  }
}
