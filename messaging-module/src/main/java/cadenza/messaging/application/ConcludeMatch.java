package cadenza.messaging.application;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.OptOutWay;
import cadenza.messaging.api.ReplyMatched;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.OptOutWords;
import cadenza.messaging.domain.ReplyText;
import cadenza.messaging.domain.ThreadMatch;
import cadenza.messaging.domain.UnmatchedMail;
import cadenza.messaging.domain.UnmatchedMails;
import cadenza.messaging.domain.WrittenTo;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/** Does for a mail that has waited what its arrival would have done. */
@Dependent
class ConcludeMatch {
  @Inject UnmatchedMails unmatched;
  @Inject RecordBounces recordBounces;
  @Inject ResolveUnknown resolveUnknown;
  @Inject OptOut optOut;
  @Inject TendThread tendThread;
  @Inject Event<ReplyReceived> replyReceived;
  @Inject Event<ReplyMatched> replyMatched;

  /**
   * @param with what it was matched with, in words that tell the same match from another one
   * @param joins whether it becomes part of the thread that it was matched with
   */
  void conclude(UnmatchedMail mail, ThreadMatch match, String with, boolean joins, Instant at) {
    boolean reply = mail.isPersons();
    boolean otherSender =
        reply && !match.isByContact() && !MailAddress.same(match.writtenTo(), mail.fromAddress());
    var threadId = joins && mail.alone() ? match.threadId() : mail.threadId();
    unmatched.settle(mail.messageId(), "matched", with, match, otherSender, at);
    unmatched.attach(
        mail,
        reply ? InboundKind.REPLY : mail.kind(),
        threadId,
        match.contactId(),
        match.enrollmentId());
    if (reply) { // conversations are locked before messages
      tendThread.wake(mail.workspaceId(), threadId, at);
    }
    if (match.settles()) {
      resolveUnknown.answered(mail.workspaceId(), match.messageId());
    }
    switch (mail.kind()) {
      case BOUNCE:
        recordBounces.matched(mail, match.messageId(), at);
        break;
      case COMPLAINT:
        recordBounces.complained(mail, match.messageId(), at);
        break;
      default:
        if (!otherSender && OptOutWords.isAsked(ReplyText.ownWords(mail.words()))) {
          optOut.of(recipient(mail, match), OptOutWay.WORDS, mail.fromAddress());
        }
        if (mail.kind() == InboundKind.REPLY) {
          replyMatched.fire(matched(mail, match, threadId, at));
        } else {
          replyReceived.fire(received(mail, match, threadId, at));
        }
        break;
    }
  }

  /** It was told of when it came, as nobody's. */
  private static ReplyMatched matched(
      UnmatchedMail mail, ThreadMatch match, UUID threadId, Instant at) {
    return new ReplyMatched(
        Ids.next(),
        mail.workspaceId(),
        at,
        mail.messageId(),
        mail.senderAccountId(),
        threadId,
        match.contactId(),
        match.enrollmentId());
  }

  private static ReplyReceived received(
      UnmatchedMail mail, ThreadMatch match, UUID threadId, Instant at) {
    return new ReplyReceived(
        Ids.next(),
        mail.workspaceId(),
        at,
        mail.messageId(),
        Channel.EMAIL,
        mail.senderAccountId(),
        threadId,
        match.contactId(),
        match.enrollmentId(),
        mail.fromAddress(),
        mail.subject());
  }

  private static WrittenTo recipient(UnmatchedMail mail, ThreadMatch match) {
    return new WrittenTo(
        mail.workspaceId(),
        match.messageId(),
        match.contactId(),
        match.enrollmentId(),
        match.writtenTo());
  }
}
