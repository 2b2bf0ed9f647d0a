package cadenza.messaging.application;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.FirstMailReceived;
import cadenza.messaging.api.InboundStored;
import cadenza.messaging.api.OptOutWay;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.OptOutWords;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.ReplyText;
import cadenza.messaging.domain.ReturnDate;
import cadenza.messaging.domain.WrittenTo;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells of a stored mail whatever follows from it, in the transaction that stored it. */
@Dependent
class TellInbound {
  private static final Pattern ASKED =
      Pattern.compile(
          Pattern.quote(OptOutTokens.SUBJECT) + "([A-Za-z0-9_-]{43})", Pattern.CASE_INSENSITIVE);

  @Inject OutgoingMessages messages;
  @Inject OptOutTokens tokens;
  @Inject OptOut optOut;
  @Inject RecordBounces recordBounces;
  @Inject Event<ReplyReceived> replyReceived;
  @Inject Event<InboundStored> inboundStored;
  @Inject Event<AutoReplyReceived> autoReplyReceived;
  @Inject Event<FirstMailReceived> firstMailReceived;

  void tell(NewMail one) {
    // Whoever asks for no more is taken off before his reply ends anything for another reason.
    byMail(one).ifPresent(recipient -> optOut.of(recipient, OptOutWay.MAIL));
    byWords(one)
        .ifPresent(recipient -> optOut.of(recipient, OptOutWay.WORDS, one.mail().fromAddress()));
    if (one.kind() == InboundKind.REPLY) {
      replyReceived.fire(reply(one));
      return;
    }
    inboundStored.fire(stored(one));
    if (one.looping()) {
      return;
    }
    if (one.person()) {
      firstMailReceived.fire(wrote(one));
    }
    switch (one.kind()) {
      case AUTO_REPLY:
        autoReplyReceived.fire(autoReply(one));
        break;
      case BOUNCE:
        recordBounces.bounced(one);
        break;
      case COMPLAINT:
        recordBounces.complained(one);
        break;
      default:
        break;
    }
  }

  /** The token of List-Unsubscribe says whose mail it was, whoever sends it. */
  private Optional<WrittenTo> byMail(NewMail one) {
    var token = ASKED.matcher(one.mail().subject());
    return token.find()
        ? tokens
            .messageOf(token.group(1))
            .flatMap(messages::writtenTo)
            .filter(recipient -> recipient.workspaceId().equals(one.arrival().workspaceId()))
        : Optional.empty();
  }

  /** Who answers for somebody else, or from another address, takes nobody off. */
  private static Optional<WrittenTo> byWords(NewMail one) {
    var match = one.match();
    return one.kind() == InboundKind.REPLY
            && match != null
            && match.sent()
            && !match.writtenTo().isEmpty()
            && (match.isByContact()
                || MailAddress.same(match.writtenTo(), one.mail().fromAddress()))
            && OptOutWords.isAsked(ReplyText.ownWords(one.mail().words()))
        ? Optional.of(
            new WrittenTo(
                one.arrival().workspaceId(),
                match.messageId(),
                one.contactId(),
                one.enrollmentId(),
                match.writtenTo()))
        : Optional.empty();
  }

  private static ReplyReceived reply(NewMail one) {
    return new ReplyReceived(
        Ids.next(),
        one.arrival().workspaceId(),
        one.at(),
        one.messageId(),
        Channel.EMAIL,
        one.arrival().senderAccountId(),
        one.threadId(),
        one.contactId(),
        one.enrollmentId(),
        one.mail().fromAddress(),
        one.mail().subject());
  }

  private static FirstMailReceived wrote(NewMail one) {
    return new FirstMailReceived(
        Ids.next(),
        one.arrival().workspaceId(),
        one.at(),
        one.messageId(),
        one.arrival().senderAccountId(),
        one.threadId(),
        one.contactId(),
        one.mail().fromAddress());
  }

  private static InboundStored stored(NewMail one) {
    return new InboundStored(
        Ids.next(),
        one.arrival().workspaceId(),
        one.at(),
        one.messageId(),
        one.arrival().senderAccountId(),
        one.threadId(),
        one.kind().name(),
        one.enrollmentId());
  }

  private static AutoReplyReceived autoReply(NewMail one) {
    var written = LocalDate.ofInstant(one.arrival().receivedAt(), ZoneOffset.UTC);
    var words = one.mail().subject() + ".\n" + ReplyText.ownWords(one.mail().words());
    return new AutoReplyReceived(
        Ids.next(),
        one.arrival().workspaceId(),
        one.at(),
        one.messageId(),
        one.arrival().senderAccountId(),
        one.threadId(),
        one.contactId(),
        one.enrollmentId(),
        one.mail().fromAddress(),
        ReturnDate.backOn(words, written).orElse(null));
  }
}
