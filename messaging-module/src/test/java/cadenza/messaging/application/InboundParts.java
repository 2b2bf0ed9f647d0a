package cadenza.messaging.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Clocks;
import cadenza.messaging.domain.Attachments;
import cadenza.messaging.domain.ContactTraces;
import cadenza.messaging.domain.InboundBounces;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.OwnCategories_;
import cadenza.messaging.domain.ProviderIds;
import cadenza.messaging.domain.StrangersMail;
import cadenza.messaging.domain.ThreadStates;
import cadenza.messaging.domain.UnmatchedMails;
import cadenza.testing.Heard;
import java.time.Duration;
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
      ContactDirectory contacts,
      ProviderIds providerIds,
      int loopReplies,
      OutgoingMessages messages,
      InboundBounces bounces,
      Attachments attachments,
      UnmatchedMails unmatched,
      ThreadStates threads,
      Clocks clocks,
      Consumer<Object> heard) {
    var matchInbound = new MatchInbound();
    matchInbound.messages = recordInbound.messages;
    matchInbound.providerIds = providerIds;
    matchInbound.contacts = contacts;
    matchInbound.unmatched = unmatched;
    matchInbound.loopReplies = loopReplies;
    recordInbound.matchInbound = matchInbound;
    var recordBounces = new RecordBounces();
    recordBounces.bounces = bounces;
    recordBounces.messages = messages;
    recordBounces.unmatched = unmatched;
    recordBounces.clocks = clocks;
    recordBounces.troubled = new Heard<>(heard::accept);
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
    tell.firstMailReceived = new Heard<>(heard::accept);
    recordInbound.tellInbound = tell;
    recordInbound.unmatched = unmatched;
    var tendThread = tending(threads, clocks, heard);
    recordInbound.tendThread = tendThread;
    var keepAttachments = new KeepAttachments();
    keepAttachments.attachments = attachments;
    keepAttachments.bytesOfOne = 1000;
    keepAttachments.bytesOfAll = 1500;
    keepAttachments.number = 3;
    recordInbound.keepAttachments = keepAttachments;
  }

  /** What people do with conversations; everybody is a colleague but for the nil id. */
  public static TendThread tending(ThreadStates threads, Clocks clocks, Consumer<Object> heard) {
    var tend = new TendThread();
    tend.threads = threads;
    tend.categories = new OwnCategories_(threads.session());
    tend.colleagues = (workspace, user) -> user.getMostSignificantBits() != 0;
    tend.clocks = clocks;
    tend.assigned = new Heard<>(heard::accept);
    tend.closed = new Heard<>(heard::accept);
    tend.reopened = new Heard<>(heard::accept);
    tend.categorized = new Heard<>(heard::accept);
    return tend;
  }

  /** What deletes the mail of strangers at once. */
  public static ForgetStrangers forgetting(
      StrangersMail mail, ContactDirectory contacts, Clocks clocks) {
    var forgetting = new ForgetStrangers();
    forgetting.contacts = contacts;
    forgetting.mail = mail;
    forgetting.clocks = clocks;
    forgetting.kept = Duration.ZERO;
    return forgetting;
  }

  /** What follows a contact that is erased. */
  public static FollowContact following(ContactTraces traces) {
    var following = new FollowContact();
    following.traces = traces;
    return following;
  }

  /** What settles what {@link #into} has left unmatched. */
  public static MatchUnmatched matching(
      RecordInbound recordInbound, ContactDirectory contacts, Consumer<Object> heard) {
    var matching = new MatchUnmatched();
    matching.unmatched = recordInbound.unmatched;
    matching.contacts = contacts;
    matching.clocks = recordInbound.clocks;
    matching.concludeMatch = concluding(recordInbound, heard);
    return matching;
  }

  /** What looks again for what {@link #into} has left unmatched. */
  public static LookForMatches looking(RecordInbound recordInbound, Consumer<Object> heard) {
    var looking = new LookForMatches();
    looking.unmatched = recordInbound.unmatched;
    looking.messages = recordInbound.messages;
    looking.providerIds = recordInbound.matchInbound.providerIds;
    looking.recordBounces = recordInbound.tellInbound.recordBounces;
    looking.concludeMatch = concluding(recordInbound, heard);
    looking.clocks = recordInbound.clocks;
    return looking;
  }

  private static ConcludeMatch concluding(RecordInbound recordInbound, Consumer<Object> heard) {
    var conclude = new ConcludeMatch();
    conclude.unmatched = recordInbound.unmatched;
    conclude.recordBounces = recordInbound.tellInbound.recordBounces;
    conclude.resolveUnknown = recordInbound.resolveUnknown;
    conclude.optOut = recordInbound.tellInbound.optOut;
    conclude.tendThread = recordInbound.tendThread;
    conclude.replyReceived = new Heard<>(heard::accept);
    conclude.replyMatched = new Heard<>(heard::accept);
    return conclude;
  }

  private static OptOutTokens tokens() {
    var tokens = new OptOutTokens();
    tokens.signedIds = new SignedIds();
    tokens.signedIds.signatures = KernelParts.signatures();
    return tokens;
  }

  /** The subject that List-Unsubscribe asks for. */
  public static String optOutSubject(UUID messageId) {
    return OptOutTokens.SUBJECT + tokens().tokenOf(messageId);
  }
}
