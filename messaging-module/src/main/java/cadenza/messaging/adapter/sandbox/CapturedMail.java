package cadenza.messaging.adapter.sandbox;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.SandboxMail;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccounts;
import cadenza.messaging.application.RecordInbound;
import cadenza.messaging.application.SettleCaptured;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.ThreadSubject;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Mail of test workspaces: accepted without a wire, answered by a script. */
@Dependent
class CapturedMail implements SandboxMail {
  @Inject SettleCaptured settleCaptured;
  @Inject RecordInbound recordInbound;
  @Inject Conversations conversations;
  @Inject SenderAccounts accounts;

  @Override
  public int settleQueued(UUID workspaceId, Instant at) {
    return settleCaptured.settleQueued(workspaceId, at);
  }

  @Override
  public Optional<Instant> nextAttempt(UUID workspaceId, Instant after) {
    return settleCaptured.nextAttempt(workspaceId, after);
  }

  @Override
  public UUID reply(UUID workspaceId, UUID toMessageId, String text, Instant at) {
    var answered =
        conversations
            .message(workspaceId, toMessageId)
            .filter(message -> isCaptured(workspaceId, message))
            .orElseThrow(() -> new NotFound("captured message"));
    if (answered.rfcMessageId() == null || !answered.status().equals("SENT")) {
      throw new InvalidField("/message_id", "Nobody can answer a message that was not sent.");
    }
    var domain = answered.toAddress().substring(answered.toAddress().lastIndexOf('@') + 1);
    var mail =
        InboundMail.answer(
            answered.toAddress(),
            answered.fromAddress(),
            "Re: " + ThreadSubject.of(answered.subject()),
            answered.rfcMessageId(),
            "<" + Ids.next() + "@" + domain + ">",
            text,
            at);
    return recordInbound.scripted(workspaceId, answered.senderAccountId(), mail, at);
  }

  private boolean isCaptured(UUID workspaceId, MessageCard message) {
    return accounts
        .find(workspaceId, message.senderAccountId())
        .map(SenderAccountCard::sandbox)
        .orElse(false);
  }
}
