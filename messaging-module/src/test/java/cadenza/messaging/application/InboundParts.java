package cadenza.messaging.application;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Clocks;
import cadenza.messaging.domain.InboundAttachments;
import cadenza.messaging.domain.InboundBounces;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.testing.Heard;
import java.util.UUID;
import java.util.function.Consumer;

/** What tells of inbound mail, put together without a container. */
public final class InboundParts {
  private InboundParts() {}

  /**
   * @param heard everything that is fired, in its order
   */
  public static void into(
      RecordInbound recordInbound,
      OutgoingMessages messages,
      InboundBounces bounces,
      InboundAttachments attachments,
      Clocks clocks,
      Consumer<Object> heard) {
    var recordBounces = new RecordBounces();
    recordBounces.bounces = bounces;
    recordBounces.messages = messages;
    recordBounces.messageBounced = new Heard<>(heard::accept);
    recordBounces.contactComplained = new Heard<>(heard::accept);
    recordBounces.suppressAddresses = new Heard<>(heard::accept);
    recordBounces.softBounces = 3;
    var optOut = new OptOut();
    optOut.messages = messages;
    optOut.optOuts = (workspace, address) -> false;
    optOut.optedOut = new Heard<>(heard::accept);
    optOut.suppressAddresses = new Heard<>(heard::accept);
    optOut.clocks = clocks;
    var tell = new TellInbound();
    tell.messages = messages;
    tell.tokens = tokens();
    tell.optOut = optOut;
    tell.recordBounces = recordBounces;
    tell.replyReceived = new Heard<>(heard::accept);
    tell.inboundStored = new Heard<>(heard::accept);
    tell.autoReplyReceived = new Heard<>(heard::accept);
    recordInbound.tellInbound = tell;
    var keepAttachments = new KeepAttachments();
    keepAttachments.attachments = attachments;
    keepAttachments.bytesOfOne = 1000;
    keepAttachments.bytesOfAll = 1500;
    keepAttachments.number = 3;
    recordInbound.keepAttachments = keepAttachments;
  }

  private static OptOutTokens tokens() {
    var tokens = new OptOutTokens();
    tokens.signatures = KernelParts.signatures();
    return tokens;
  }

  /** The subject that List-Unsubscribe asks for. */
  public static String optOutSubject(UUID messageId) {
    return OptOutTokens.SUBJECT + tokens().tokenOf(messageId);
  }
}
