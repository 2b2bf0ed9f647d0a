package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.OutgoingMessages.Waiting;
import cadenza.messaging.domain.Settlement;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Somebody, or an answer, says what became of a message of unknown outcome. */
@UseCase
public class ResolveUnknown {
  /** So long a message of unknown outcome counts as sent. */
  private static final Duration COUNTED = Duration.ofHours(24);

  @Inject OutgoingMessages messages;
  @Inject BegunMessages begun;
  @Inject RequireRoom requireRoom;
  @Inject SettleSending settleSending;
  @Inject Event<MessagesQueued> queued;
  @Inject Clocks clocks;

  /** Only a message of unknown outcome can be resolved. */
  public static class OutcomeKnown extends RuleViolation {
    private static final long serialVersionUID = 1L;

    OutcomeKnown() {
      super(Kind.CONFLICT, "message.outcome_known", "The outcome of this message is not unknown.");
    }
  }

  /** What was stopped is not said again; it was sent, or it was not. */
  public static class MessageStopped extends RuleViolation {
    private static final long serialVersionUID = 1L;

    MessageStopped() {
      super(
          Kind.CONFLICT,
          "message.stopped",
          "The enrollment of this message was stopped, so it is not sent again.");
    }
  }

  /**
   * @param outcome {@code sent} (as of its begin), {@code not_sent}, which gives the step back to
   *     its enrollment to be due again under every gate, or {@code resend} of this very message,
   *     with the same Message-ID, if the limits leave room for it now
   */
  public void resolve(UUID workspaceId, UUID messageId, String outcome) {
    if (outcome.equals("sent")) {
      settle(lockUnknown(workspaceId, messageId), MessageStatus.SENT);
    } else if (outcome.equals("not_sent")) {
      settle(lockUnknown(workspaceId, messageId), MessageStatus.CANCELLED);
    } else if (outcome.equals("resend")) {
      resend(workspaceId, messageId);
    } else {
      throw new InvalidField("/outcome", "The outcome is sent, not_sent or resend.");
    }
  }

  /** What is answered has left. Nothing happens when the outcome has become known meanwhile. */
  public void answered(UUID workspaceId, UUID messageId) {
    begun
        .lockUnknown(workspaceId, messageId)
        .ifPresent(message -> settle(message, MessageStatus.SENT));
  }

  private BegunMessage lockUnknown(UUID workspaceId, UUID messageId) {
    return begun
        .lockUnknown(workspaceId, messageId)
        .orElseThrow(() -> unresolvable(workspaceId, messageId));
  }

  private RuleViolation unresolvable(UUID workspaceId, UUID messageId) {
    return messages.withId(workspaceId, messageId).isPresent()
        ? new OutcomeKnown()
        : new NotFound("message");
  }

  private void settle(BegunMessage message, MessageStatus status) {
    var at = status == MessageStatus.SENT ? message.begunAt() : clocks.of(message.workspaceId());
    var reason = status == MessageStatus.SENT ? null : "resolved as not sent";
    var settlement = new Settlement(message, status, at, null, reason, false);
    settleSending.settle(List.of(new Settled(settlement, AccountNews.NOTHING)));
  }

  /** Within the day it has its place in the limits still; later it takes one, or is refused. */
  private void resend(UUID workspaceId, UUID messageId) {
    messages
        .withId(workspaceId, messageId)
        .ifPresent(one -> requireRoom.hold(workspaceId, one.senderAccountId()));
    var message = lockUnknown(workspaceId, messageId);
    if (begun.isStopped(workspaceId, messageId)) {
      throw new MessageStopped();
    }
    var now = clocks.of(workspaceId);
    if (!message.begunAt().isAfter(now.minus(COUNTED))) {
      for (var address : LetterCopies.ofEachDomain(message.toAddress(), message.copies())) {
        requireRoom.forOne(
            message.senderAccountId(),
            new RecipientPace.Ask(messageId, workspaceId, address, true, false),
            now);
      }
    }
    var again = new Settlement(message, MessageStatus.QUEUED, now, now, "resent by hand", false);
    begun.settle(List.of(again));
    queued.fire(new MessagesQueued(List.of(new Waiting(messageId, message.senderAccountId()))));
  }
}
