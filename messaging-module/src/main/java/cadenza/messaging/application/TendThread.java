package cadenza.messaging.application;

import cadenza.access.api.Colleagues;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.ThreadAssigned;
import cadenza.messaging.api.ThreadCategorized;
import cadenza.messaging.api.ThreadCategory;
import cadenza.messaging.api.ThreadClosed;
import cadenza.messaging.api.ThreadReopened;
import cadenza.messaging.domain.LastReply;
import cadenza.messaging.domain.OwnCategories;
import cadenza.messaging.domain.ThreadState;
import cadenza.messaging.domain.ThreadStates;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What people do with a conversation: whose it is, what it means, and whether it is done. */
@UseCase
public class TendThread {
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);
  private static final int UNASSIGNED_AT_ONCE = 1000;

  @Inject ThreadStates threads;
  @Inject OwnCategories categories;
  @Inject Colleagues colleagues;
  @Inject Clocks clocks;
  @Inject Event<ThreadAssigned> assigned;
  @Inject Event<ThreadClosed> closed;
  @Inject Event<ThreadReopened> reopened;
  @Inject Event<ThreadCategorized> categorized;

  /**
   * @param snoozedUntil null while it is awake
   */
  public record Tending(
      boolean closed,
      @Nullable UUID assigneeId,
      @Nullable Instant snoozedUntil,
      @Nullable String category,
      boolean unread) {}

  /** Somebody, or a new message, has changed it since it was read. */
  public static class ThreadChangedMeanwhile extends RuleViolation {
    private static final long serialVersionUID = 1L;

    ThreadChangedMeanwhile() {
      super(Kind.STALE, "stale", "The thread has changed since you read it.");
    }
  }

  /**
   * @param boundAccountId the only account whoever asks may use; null for every one
   * @param version what the caller read last, or null to change whatever is there
   */
  public void change(
      UUID workspaceId,
      UUID threadId,
      @Nullable UUID boundAccountId,
      @Nullable Long version,
      UnaryOperator<Tending> change) {
    var before =
        threads
            .locked(workspaceId, threadId)
            .filter(one -> boundAccountId == null || boundAccountId.equals(one.senderAccountId()))
            .orElseThrow(() -> new NotFound("thread"));
    if (version != null && version != before.version()) {
      throw new ThreadChangedMeanwhile();
    }
    var now = clocks.of(workspaceId);
    var tending = change.apply(tending(before));
    check(before, tending, now);
    var after = after(before, tending, now);
    if (!after.equals(before)) {
      threads.write(after);
      tell(before, after, now);
    }
  }

  private static Tending tending(ThreadState state) {
    return new Tending(
        state.closedAt() != null,
        state.assigneeId(),
        state.snoozedUntil(),
        state.category(),
        state.unread());
  }

  private void check(ThreadState before, Tending tending, Instant now) {
    var assignee = tending.assigneeId();
    if (assignee != null
        && !assignee.equals(before.assigneeId())
        && !colleagues.hold(before.workspaceId(), assignee)) {
      throw new InvalidField("/assignee_id", "not_found", "There is no such user.");
    }
    var category = tending.category();
    if (category != null
        && !category.equals(before.category())
        && ThreadCategory.of(category).isEmpty()
        && !categories.hold(before.workspaceId(), category)) {
      throw new InvalidField("/category", "not_found", "There is no such category.");
    }
    var until = tending.snoozedUntil();
    if (until != null
        && !until.equals(before.snoozedUntil())
        && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE)))) {
      throw new InvalidField("/snoozed_until", "A time within the next 366 days.");
    }
  }

  /** What is closed sleeps no more. */
  private static ThreadState after(ThreadState before, Tending tending, Instant now) {
    var closedAt = before.closedAt() == null ? now : before.closedAt();
    return new ThreadState(
        before.workspaceId(),
        before.id(),
        before.senderAccountId(),
        before.contactId(),
        tending.assigneeId(),
        tending.closed() ? null : tending.snoozedUntil(),
        tending.closed() ? closedAt : null,
        tending.category(),
        tending.unread(),
        before.version());
  }

  private void tell(ThreadState before, ThreadState after, Instant at) {
    if (!Objects.equals(before.assigneeId(), after.assigneeId())) {
      assigned.fire(assigned(after, after.assigneeId(), before.assigneeId(), at));
    }
    if (before.closedAt() == null && after.closedAt() != null) {
      closed.fire(
          new ThreadClosed(
              Ids.next(),
              after.workspaceId(),
              at,
              after.id(),
              after.senderAccountId(),
              after.contactId()));
    } else if (before.closedAt() != null && after.closedAt() == null) {
      reopened.fire(reopened(after, false, at));
    }
    if (!Objects.equals(before.category(), after.category())) {
      categorized.fire(categorized(before, after, at));
    }
  }

  private static ThreadAssigned assigned(
      ThreadState thread, @Nullable UUID assignee, @Nullable UUID previous, Instant at) {
    return new ThreadAssigned(
        Ids.next(),
        thread.workspaceId(),
        at,
        thread.id(),
        thread.senderAccountId(),
        thread.contactId(),
        assignee,
        previous);
  }

  private static ThreadReopened reopened(ThreadState thread, boolean byMessage, Instant at) {
    return new ThreadReopened(
        Ids.next(),
        thread.workspaceId(),
        at,
        thread.id(),
        thread.senderAccountId(),
        thread.contactId(),
        byMessage);
  }

  private ThreadCategorized categorized(ThreadState before, ThreadState after, Instant at) {
    var reply = threads.lastReply(after.workspaceId(), after.id());
    return new ThreadCategorized(
        Ids.next(),
        after.workspaceId(),
        at,
        after.id(),
        after.senderAccountId(),
        after.contactId(),
        after.category(),
        before.category(),
        reply.map(LastReply::messageId).orElse(null),
        reply.map(LastReply::enrollmentId).orElse(null));
  }

  /** A person wrote there: it is unread, awake and open, whatever was done with it. */
  public void wake(UUID workspaceId, UUID threadId, Instant at) {
    threads
        .wake(workspaceId, threadId)
        .ifPresent(thread -> reopened.fire(reopened(thread, true, at)));
  }

  /** Whoever has left cares for nothing. */
  public void left(UUID workspaceId, UUID userId) {
    var at = clocks.of(workspaceId);
    int count;
    do {
      var his = threads.unassign(workspaceId, userId, UNASSIGNED_AT_ONCE);
      his.forEach(thread -> assigned.fire(assigned(thread, null, userId, at)));
      count = his.size();
    } while (count == UNASSIGNED_AT_ONCE);
  }
}
