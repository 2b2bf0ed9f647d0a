package cadenza.sequences.domain;

import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.EnrollmentPaused;
import cadenza.sequences.api.EnrollmentResumed;
import cadenza.sequences.api.EnrollmentStarted;
import cadenza.sequences.api.FinishReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One contact's way through one sequence version. A value: each command answers with what it
 * becomes, and lists of them are written with one statement, on the hot path and off it.
 */
public record Enrollment(
    UUID workspaceId,
    UUID id,
    UUID sequenceId,
    UUID versionId,
    UUID contactId,
    UUID senderAccountId,
    int stepCount,
    boolean exitOnReply,
    boolean test,
    Instant enrolledAt,
    Standing standing) {

  /** Held because the person is away, until he is back. */
  public static final String AWAY = "out_of_office";

  /** A step that came back so often, as from a server that always says later, is looked at. */
  private static final int RUNS_AT_MOST = 10;

  /**
   * What changes on the way.
   *
   * @param stepNumber the step that is due or on its way; the last one when it is over
   * @param occurrence tells runs of that step apart, from 1
   * @param dueAt when the step is due; stays while it is on its way or rests, for the slot missed
   * @param messageId handed over and not settled
   * @param threadId the conversation the next step goes on with
   */
  public record Standing(
      EnrollmentStatus status,
      int stepNumber,
      int occurrence,
      @Nullable Instant dueAt,
      @Nullable UUID messageId,
      @Nullable UUID threadId,
      @Nullable Instant lastSentAt,
      @Nullable FinishReason finishReason,
      @Nullable Instant finishedAt,
      @Nullable String pauseReason,
      @Nullable String heldReason,
      @Nullable String blockedReason) {}

  public static Enrollment start(
      UUID id,
      Plan plan,
      UUID contactId,
      UUID senderAccountId,
      boolean exitOnReply,
      boolean test,
      @Nullable UUID threadId,
      boolean sequencePaused,
      Instant dueAt,
      Instant now) {
    return new Enrollment(
        plan.workspaceId(),
        id,
        plan.sequenceId(),
        plan.versionId(),
        contactId,
        senderAccountId,
        plan.steps().size(),
        exitOnReply,
        test,
        now,
        new Standing(
            sequencePaused ? EnrollmentStatus.PAUSED : EnrollmentStatus.ACTIVE,
            1,
            1,
            dueAt,
            null,
            threadId,
            null,
            null,
            null,
            sequencePaused ? Pause.SEQUENCE : null,
            null,
            null));
  }

  public EnrollmentStatus status() {
    return standing.status();
  }

  public int stepNumber() {
    return standing.stepNumber();
  }

  public @Nullable Instant dueAt() {
    return standing.dueAt();
  }

  public @Nullable UUID messageId() {
    return standing.messageId();
  }

  public boolean isOver() {
    return standing.status() == EnrollmentStatus.FINISHED;
  }

  /** The id that the message of the next step will have. */
  public UUID nextMessageId() {
    return MessageKeys.of(id, standing.stepNumber(), standing.occurrence());
  }

  /** Hands the due step over; the message's id is derived, so a repeat sends nothing new. */
  public Enrollment handedOver() {
    var s = standing;
    return with(
        new Standing(
            EnrollmentStatus.SENDING,
            s.stepNumber(),
            s.occurrence(),
            s.dueAt(),
            nextMessageId(),
            s.threadId(),
            s.lastSentAt(),
            null,
            null,
            null,
            null,
            null));
  }

  /** Cannot leave until somebody mends something; looked at again at {@code next}. */
  public Enrollment held(String reason, Instant next) {
    return waiting(standing.stepNumber(), standing.occurrence(), next, reason);
  }

  /** The person is away; what rests goes on resting, and is not due before that when it goes on. */
  public Enrollment away(Instant back) {
    if (status() != EnrollmentStatus.PAUSED) {
      return held(AWAY, back);
    }
    var s = standing;
    return with(
        new Standing(
            EnrollmentStatus.PAUSED,
            s.stepNumber(),
            s.occurrence(),
            back,
            s.messageId(),
            s.threadId(),
            s.lastSentAt(),
            null,
            null,
            s.pauseReason(),
            AWAY,
            s.blockedReason()));
  }

  /** The step's time has become another one. */
  public Enrollment planned(Instant dueAt) {
    return waiting(standing.stepNumber(), standing.occurrence(), dueAt, null);
  }

  private Enrollment waiting(
      int stepNumber, int occurrence, Instant dueAt, @Nullable String heldReason) {
    return with(
        new Standing(
            EnrollmentStatus.ACTIVE,
            stepNumber,
            occurrence,
            dueAt,
            null,
            standing.threadId(),
            standing.lastSentAt(),
            null,
            null,
            null,
            heldReason,
            null));
  }

  /** Rests. A message that has begun stays named: it may still be sent. */
  public Enrollment paused(String reason) {
    var s = standing;
    return with(
        new Standing(
            EnrollmentStatus.PAUSED,
            s.stepNumber(),
            s.occurrence(),
            s.dueAt(),
            s.messageId(),
            s.threadId(),
            s.lastSentAt(),
            null,
            null,
            reason,
            s.heldReason(),
            s.blockedReason()));
  }

  /** Its message was taken back before it began; another run of the step makes another one. */
  public Enrollment withdrawn() {
    var s = standing;
    return with(
        new Standing(
            s.status(),
            s.stepNumber(),
            s.occurrence() + 1,
            s.dueAt(),
            null,
            s.threadId(),
            s.lastSentAt(),
            s.finishReason(),
            s.finishedAt(),
            s.pauseReason(),
            s.heldReason(),
            null));
  }

  /** Goes on: with the message that is still on its way, or with a step due at {@code dueAt}. */
  public Enrollment resumed(Instant dueAt) {
    var s = standing;
    if (s.messageId() == null) {
      return waiting(s.stepNumber(), s.occurrence(), dueAt, null);
    }
    return with(
        new Standing(
            EnrollmentStatus.SENDING,
            s.stepNumber(),
            s.occurrence(),
            s.dueAt(),
            s.messageId(),
            s.threadId(),
            s.lastSentAt(),
            null,
            null,
            null,
            null,
            s.blockedReason()));
  }

  /**
   * The step left. The last one ends the way; a way that rests moves on to the next step and goes
   * on resting; one that is over only remembers.
   *
   * @param nextDueAt when the next step is due; unused after the last one
   */
  public Enrollment sent(UUID threadId, Instant at, @Nullable Instant nextDueAt) {
    boolean last = standing.stepNumber() >= stepCount;
    if (isOver()) {
      return remembered(threadId, at);
    }
    if (last) {
      return remembered(threadId, at).finished(FinishReason.COMPLETED, at);
    }
    boolean rests = standing.status() == EnrollmentStatus.PAUSED;
    return with(
        new Standing(
            rests ? EnrollmentStatus.PAUSED : EnrollmentStatus.ACTIVE,
            standing.stepNumber() + 1,
            1,
            nextDueAt,
            null,
            threadId,
            at,
            null,
            null,
            rests ? standing.pauseReason() : null,
            null,
            null));
  }

  private Enrollment remembered(UUID threadId, Instant at) {
    var s = standing;
    return with(
        new Standing(
            s.status(),
            s.stepNumber(),
            s.occurrence(),
            s.dueAt(),
            null,
            threadId,
            at,
            s.finishReason(),
            s.finishedAt(),
            s.pauseReason(),
            s.heldReason(),
            null));
  }

  /** The message came back unsent; the step has a new time unless the way rests or is over. */
  public Enrollment returned(Instant dueAt) {
    var back = withdrawn();
    if (back.status() != EnrollmentStatus.SENDING) {
      return back;
    }
    return back.standing().occurrence() > RUNS_AT_MOST
        ? back.paused(Pause.RETURNED)
        : back.waiting(back.stepNumber(), back.standing().occurrence(), dueAt, null);
  }

  /** The message came back because it had waited for too long: a person looks at it first. */
  public Enrollment overdue() {
    var back = withdrawn();
    return back.status() == EnrollmentStatus.SENDING ? back.paused(Pause.OVERDUE) : back;
  }

  /** Nobody knows whether the message left; only evidence or a person moves it on. */
  public Enrollment unknown() {
    return blocked("outcome_unknown");
  }

  private Enrollment blocked(String reason) {
    var s = standing;
    return with(
        new Standing(
            s.status(),
            s.stepNumber(),
            s.occurrence(),
            s.dueAt(),
            s.messageId(),
            s.threadId(),
            s.lastSentAt(),
            s.finishReason(),
            s.finishedAt(),
            s.pauseReason(),
            s.heldReason(),
            reason));
  }

  /** Over, once: a second reason changes nothing. A message that has begun stays named. */
  public Enrollment finished(FinishReason reason, Instant at) {
    if (isOver()) {
      return this;
    }
    var s = standing;
    return with(
        new Standing(
            EnrollmentStatus.FINISHED,
            s.stepNumber(),
            s.occurrence(),
            null,
            s.messageId(),
            s.threadId(),
            s.lastSentAt(),
            reason,
            at,
            null,
            null,
            s.blockedReason()));
  }

  /** The message will never leave. */
  public Enrollment failed(FinishReason reason, Instant at) {
    var s = standing;
    var settled =
        with(
            new Standing(
                s.status(),
                s.stepNumber(),
                s.occurrence(),
                s.dueAt(),
                null,
                s.threadId(),
                s.lastSentAt(),
                s.finishReason(),
                s.finishedAt(),
                s.pauseReason(),
                s.heldReason(),
                null));
    return settled.finished(reason, at);
  }

  private Enrollment with(Standing changed) {
    return new Enrollment(
        workspaceId,
        id,
        sequenceId,
        versionId,
        contactId,
        senderAccountId,
        stepCount,
        exitOnReply,
        test,
        enrolledAt,
        changed);
  }

  public EnrollmentStarted startedFact(UUID eventId) {
    return new EnrollmentStarted(eventId, workspaceId, enrolledAt, id, sequenceId, contactId);
  }

  public EnrollmentPaused pausedFact(UUID eventId, String reason, Instant at) {
    return new EnrollmentPaused(eventId, workspaceId, at, id, sequenceId, contactId, reason);
  }

  public EnrollmentResumed resumedFact(UUID eventId, Instant at) {
    return new EnrollmentResumed(eventId, workspaceId, at, id, sequenceId, contactId);
  }

  /** Only of one that is over. */
  public EnrollmentFinished finishedFact(UUID eventId) {
    if (standing.finishReason() == null || standing.finishedAt() == null) {
      throw new IllegalStateException("The enrollment is not over");
    }
    return new EnrollmentFinished(
        eventId,
        workspaceId,
        standing.finishedAt(),
        id,
        sequenceId,
        contactId,
        standing.finishReason());
  }
}
