package cadenza.contacts.domain;

import cadenza.contacts.api.ImportCard;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of contacts and how far it has come. A value: each command answers with what it becomes.
 */
public record ContactImport(
    UUID workspaceId,
    UUID id,
    State state,
    boolean dryRun,
    List<String> columns,
    @Nullable UUID labelId,
    long rows,
    int pieces,
    int place,
    List<Long> counts,
    int failures,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant undoUntil) {

  /** A piece that failed so often fails for a reason that will not pass. */
  private static final int MOST_FAILURES = 5;

  /** What an import changed is kept so long. */
  public static final Duration CAN_BE_UNDONE = Duration.ofDays(30);

  /** What is being done with it. */
  public enum State {
    /** The file is coming in; one that breaks off is removed. */
    RECEIVING,
    /** All of it is here. */
    WAITING,
    RUNNING,
    DONE,
    /** It cannot go on; what was imported stays. */
    FAILED,
    /** On the way back, piece by piece, the last one first. */
    REVERTING,
    REVERTED
  }

  /** What becomes of a row, and of a contact on the way back; the order of the counts. */
  public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    DUPLICATE,
    INVALID,
    REVERTED,
    KEPT
  }

  public static ContactImport receive(
      UUID workspaceId,
      UUID id,
      boolean dryRun,
      List<String> columns,
      @Nullable UUID labelId,
      Instant now) {
    return new ContactImport(
        workspaceId,
        id,
        State.RECEIVING,
        dryRun,
        List.copyOf(columns),
        labelId,
        0,
        0,
        0,
        Arrays.stream(Outcome.values()).map(any -> 0L).toList(),
        0,
        null,
        now,
        null,
        null,
        null);
  }

  public ContactImport received(long rows, int pieces) {
    return new ContactImport(
        workspaceId,
        id,
        State.WAITING,
        dryRun,
        columns,
        labelId,
        rows,
        pieces,
        0,
        counts,
        0,
        null,
        createdAt,
        null,
        null,
        null);
  }

  /** A piece is done; after the last one all is. What has ended or goes back stays so. */
  public ContactImport advanced(List<Outcome> outcomes, Instant now) {
    if (state == State.FAILED) {
      return with(state, place + 1, plus(outcomes), failures, failure, now, true);
    }
    if (!isGoingOn()) {
      return with(state, place, plus(outcomes), failures, failure, now, isOver());
    }
    boolean over = place + 1 >= pieces;
    return with(over ? State.DONE : State.RUNNING, place + 1, plus(outcomes), 0, null, now, over);
  }

  /** There was nothing in the file but its titles. */
  public ContactImport empty(Instant now) {
    return with(State.DONE, 0, counts, 0, null, now, true);
  }

  public boolean canBeReverted(Instant now) {
    return (state == State.DONE || state == State.FAILED)
        && !dryRun
        && undoUntil != null
        && now.isBefore(undoUntil);
  }

  /** Whether it ended, in one way or another. */
  public boolean isOver() {
    return finishedAt != null;
  }

  /** Whether there are pieces to be worked on, on the way in. */
  public boolean isGoingOn() {
    return state == State.WAITING || state == State.RUNNING;
  }

  /** Begins the way back, or goes on with one that failed. */
  public ContactImport turned(Instant now) {
    boolean again = count(Outcome.REVERTED) + count(Outcome.KEPT) > 0;
    return with(State.REVERTING, again ? place : pieces, counts, 0, null, now, false);
  }

  public ContactImport wentBack(List<Outcome> outcomes, Instant now) {
    boolean over = place <= 1;
    return with(
        over ? State.REVERTED : State.REVERTING,
        Math.max(0, place - 1),
        plus(outcomes),
        0,
        null,
        now,
        over);
  }

  /**
   * @param lasting whether another try would fail as well
   */
  public ContactImport failed(String why, boolean lasting, Instant now) {
    boolean over = lasting || failures + 1 >= MOST_FAILURES;
    return with(
        over ? State.FAILED : state, place, counts, failures + 1, over ? why : null, now, over);
  }

  private List<Long> plus(List<Outcome> outcomes) {
    var sums = counts.stream().mapToLong(Long::longValue).toArray();
    outcomes.forEach(outcome -> sums[outcome.ordinal()]++);
    return Arrays.stream(sums).boxed().toList();
  }

  private ContactImport with(
      State state,
      int place,
      List<Long> counts,
      int failures,
      @Nullable String failure,
      Instant now,
      boolean over) {
    return new ContactImport(
        workspaceId,
        id,
        state,
        dryRun,
        columns,
        labelId,
        rows,
        pieces,
        place,
        counts,
        failures,
        failure,
        createdAt,
        startedAt == null ? now : startedAt,
        over ? now : null,
        state == State.REVERTED ? now : over ? now.plus(CAN_BE_UNDONE) : undoUntil);
  }

  private long count(Outcome outcome) {
    return counts.get(outcome.ordinal());
  }

  public ImportCard card() {
    long processed = 0;
    for (var outcome : List.of(Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)) {
      processed += count(outcome);
    }
    return new ImportCard(
        id,
        workspaceId,
        state.name(),
        dryRun,
        columns,
        labelId,
        rows,
        processed + count(Outcome.DUPLICATE) + count(Outcome.INVALID),
        count(Outcome.CREATED),
        count(Outcome.UPDATED),
        count(Outcome.UNCHANGED),
        count(Outcome.DUPLICATE),
        count(Outcome.INVALID),
        count(Outcome.REVERTED),
        count(Outcome.KEPT),
        failure,
        createdAt,
        startedAt,
        finishedAt);
  }
}
