package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.SenderCapacity;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Somebody, or an answer, says what became of a message of unknown outcome. */
@UseCase
public class ResolveUnknown {
  /** So long a message of unknown outcome counts as sent. */
  private static final Duration COUNTED = Duration.ofHours(24);

  @Inject OutgoingMessages messages;
  @Inject BegunMessages begun;
  @Inject SenderCapacity capacity;
  @Inject RecipientPace recipients;
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
   *     its enrollment to be due again under every gate, or {@code resend} of this very message at
   *     once, with the same Message-ID
   */
  public void resolve(UUID workspaceId, UUID messageId, String outcome) {
    var message =
        begun
            .lockUnknown(workspaceId, messageId)
            .orElseThrow(() -> unresolvable(workspaceId, messageId));
    if (outcome.equals("sent")) {
      settle(message, MessageStatus.SENT);
    } else if (outcome.equals("not_sent")) {
      settle(message, MessageStatus.CANCELLED);
    } else if (outcome.equals("resend")) {
      resend(message);
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

  private void resend(BegunMessage message) {
    if (begun.isStopped(message.workspaceId(), message.id())) {
      throw new MessageStopped();
    }
    var now = clocks.real();
    var next = free(message, now);
    var again = new Settlement(message, MessageStatus.QUEUED, now, next, "resent by hand", false);
    begun.settle(List.of(again));
    queued.fire(new MessagesQueued(List.of(new Waiting(message.id(), message.senderAccountId()))));
  }

  /** Within the day it still counts against the limits; later it asks anew. */
  private Instant free(BegunMessage message, Instant now) {
    if (message.begunAt().isAfter(now.minus(COUNTED))) {
      return now;
    }
    var grant = capacity.look(message.workspaceId(), message.senderAccountId(), now);
    var free = grant.granted() > 0 || grant.nextAt() == null ? now : grant.nextAt();
    var room = recipients.look(message.workspaceId(), message.toAddress(), now).orElse(free);
    return room.isAfter(free) ? room : free;
  }
}
