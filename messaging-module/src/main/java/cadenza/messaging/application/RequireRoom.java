package cadenza.messaging.application;

import cadenza.kernel.api.RuleViolation;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.domain.PaceBook;
import cadenza.messaging.domain.PaceLimits;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The limits, for a mail that a person wants to leave now: there is room for it, or he is told. */
@Dependent
class RequireRoom {
  @Inject SenderAccountBook accounts;
  @Inject PaceBook paces;
  @Inject RecipientPace recipientPace;

  /** All that the inbox may send in its day or hour is sent or waits to be. */
  public static class LimitReached extends RuleViolation {
    private static final long serialVersionUID = 1L;

    LimitReached(String limit) {
      super(Kind.CONFLICT, "inbox." + limit, "The inbox has sent as much as it may for now.");
    }
  }

  /** All that the workspace may send in its day, from all of its inboxes. */
  public static class WorkspaceLimitReached extends RuleViolation {
    private static final long serialVersionUID = 1L;

    WorkspaceLimitReached() {
      super(
          Kind.CONFLICT,
          "message.workspace_limit",
          "The workspace has sent as much as it may for now.");
    }
  }

  /** All that may go to the recipient's domain for now is sent or waits to be. */
  public static class RecipientLimitReached extends RuleViolation {
    private static final long serialVersionUID = 1L;

    RecipientLimitReached() {
      super(
          Kind.CONFLICT,
          "message.recipient_domain_limit",
          "As much as may go to the recipient's domain has gone there for now.");
    }
  }

  /**
   * Waits for whoever reserves of the account, of the workspace or at the domain, so that nothing
   * is granted twice.
   */
  void hold(UUID workspaceId, UUID senderAccountId) {
    accounts.locked(workspaceId, senderAccountId);
    paces.locked(List.of(workspaceId));
  }

  /** Takes it, in the transaction that queues the message. */
  void forOne(UUID senderAccountId, RecipientPace.Ask ask, Instant now) {
    var workspaceId = ask.workspaceId();
    hold(workspaceId, senderAccountId);
    for (var capacity : accounts.look(workspaceId, senderAccountId, now)) {
      capacity
          .spent()
          .ifPresent(
              limit -> {
                throw new LimitReached(limit);
              });
      if (capacity.paced()) {
        requireRoomInWorkspace(workspaceId, now);
      }
    }
    if (!recipientPace.reserve(List.of(ask), now).isEmpty()) {
      throw new RecipientLimitReached();
    }
  }

  private void requireRoomInWorkspace(UUID workspaceId, Instant now) {
    var daily = paces.limits(workspaceId).map(PaceLimits::daily);
    if (daily.isPresent() && paces.room(workspaceId, daily.get(), now).free() == 0) {
      throw new WorkspaceLimitReached();
    }
  }
}
