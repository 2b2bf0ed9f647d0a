package cadenza.messaging.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.MessageDraft;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.domain.ConversationBook;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.SenderAccountBook;
import cadenza.messaging.domain.UnmatchedMails;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Queues a mail that somebody writes by himself. It counts against the limits of its account like
 * any step, and is gated like one; it carries no List-Unsubscribe, for it is a letter and not one
 * of many.
 */
@UseCase
public class WriteMessage {
  private static final int LONGEST_SUBJECT = 998;
  private static final int LONGEST_BODY = 200_000;

  /** Kinds that people write; an automatic answer is never answered (RFC 3834, 2). */
  private static final Set<String> PERSONAL = Set.of("REPLY", "OTHER", "LIST");

  @Inject SenderAccountBook accounts;
  @Inject RequireRoom requireRoom;
  @Inject ConversationBook conversations;
  @Inject SuppressionList suppressions;
  @Inject ContactDirectory contacts;
  @Inject UnmatchedMails unmatched;
  @Inject QueueMessages queueMessages;
  @Inject FilesToAttach files;
  @Inject LetterCopies letterCopies;
  @Inject Clocks clocks;

  /** What was queued, and the conversation that it belongs to. */
  public record Written(UUID messageId, UUID threadId) {}

  /** Somebody paused the inbox, or its provider refuses it. */
  public static class InboxPaused extends RuleViolation {
    private static final long serialVersionUID = 1L;

    InboxPaused() {
      super(Kind.CONFLICT, "inbox.paused", "Nothing is sent from this inbox now.");
    }
  }

  private record Checked(
      SenderAccount account,
      @Nullable MessageCard answered,
      String to,
      MessageContent.Email content) {
    Collection<String> ofEachDomain() {
      return LetterCopies.ofEachDomain(to, content.copies());
    }
  }

  /** Refuses what could not be queued now either; changes nothing. */
  public void check(MessageDraft draft) {
    checked(draft);
  }

  public Written write(MessageDraft draft) {
    var checked = checked(draft);
    var account = checked.account();
    var now = clocks.of(draft.workspaceId());
    requireActive(account);
    var id = Ids.next();
    for (var address : checked.ofEachDomain()) {
      requireRoom.forOne(
          account.id(),
          new RecipientPace.Ask(id, draft.workspaceId(), address, true, account.isSandbox()),
          now);
    }
    queueMessages.queue(
        List.of(
            new SendMessage(
                id,
                draft.workspaceId(),
                account.id(),
                null,
                null,
                null,
                contactOf(draft.workspaceId(), checked),
                checked.to(),
                "",
                checked.content(),
                checked.answered() == null ? null : checked.answered().threadId(),
                now,
                null,
                null,
                account.isSandbox())));
    files.attach(draft.workspaceId(), id, draft.files());
    return new Written(id, conversations.message(draft.workspaceId(), id).orElseThrow().threadId());
  }

  private Checked checked(MessageDraft draft) {
    var answered = answered(draft);
    var account = account(draft, answered);
    var to = recipient(draft, answered);
    if (!suppressions.among(draft.workspaceId(), List.of(to)).isEmpty()) {
      throw new InvalidField(
          answered == null ? "/to/0" : "/reply_to_message_id",
          "suppressed",
          "Nobody may write to this address.");
    }
    files.require(draft.workspaceId(), draft.files());
    var copies = letterCopies.of(draft.workspaceId(), to, draft.copies());
    return new Checked(account, answered, to, content(draft, answered, copies));
  }

  private @Nullable MessageCard answered(MessageDraft draft) {
    if (draft.answers() == null) {
      return null;
    }
    var read = answered(draft, draft.answers());
    // Held while we write into it; while we waited the mail may have been joined with another.
    var answered =
        unmatched.holdThread(draft.workspaceId(), read.threadId())
            ? read
            : answered(draft, draft.answers());
    if (answered.direction().equals("INBOUND") && !PERSONAL.contains(answered.status())) {
      throw new InvalidField(
          "/reply_to_message_id", "not_a_person", "A machine wrote this; nobody would read it.");
    }
    return answered;
  }

  private MessageCard answered(MessageDraft draft, UUID messageId) {
    var bound = draft.boundAccountId();
    return conversations
        .message(draft.workspaceId(), messageId)
        .filter(card -> bound == null || bound.equals(card.senderAccountId()))
        .orElseThrow(
            () ->
                new InvalidField("/reply_to_message_id", "not_found", "There is no such message."));
  }

  private SenderAccount account(MessageDraft draft, @Nullable MessageCard answered) {
    var named = draft.senderAccountId();
    var ofAnswered = answered == null ? null : answered.senderAccountId();
    if (named != null && ofAnswered != null && !named.equals(ofAnswered)) {
      throw new InvalidField(
          "/inbox_id", "inbox_conflict", "A conversation goes on in the inbox it began in.");
    }
    var bound = draft.boundAccountId();
    var id = ofAnswered != null ? ofAnswered : named != null ? named : bound;
    if (id == null) {
      throw new InvalidField("/inbox_id", "required", "The inbox to send from.");
    }
    return accounts
        .withId(draft.workspaceId(), id)
        .filter(account -> bound == null || bound.equals(account.id()))
        .orElseThrow(() -> new InvalidField("/inbox_id", "not_found", "There is no such inbox."));
  }

  /** An answer goes to the other side, whoever has said the message that it answers. */
  private String recipient(MessageDraft draft, @Nullable MessageCard answered) {
    var said = draft.to();
    if (answered == null) {
      return address(said == null ? "" : said);
    }
    var writer =
        answered.direction().equals("INBOUND") ? answered.fromAddress() : answered.toAddress();
    var other = said == null || !MailAddress.same(said, writer) ? answersTo(answered) : writer;
    if (said != null && !MailAddress.same(address(said), other)) {
      throw new InvalidField(
          "/to/0", "recipient_conflict", "An answer goes to whom the conversation is with.");
    }
    return MailAddress.writable(other)
        .orElseThrow(
            () ->
                new InvalidField(
                    "/reply_to_message_id", "no_address", "Nobody can be answered there."));
  }

  /**
   * Where the writer wants answers, if that is another address of the same contact or in the same
   * domain, and none of ours: else anybody could lead our answer to anybody by a header.
   */
  private String answersTo(MessageCard answered) {
    if (!answered.direction().equals("INBOUND")) {
      return answered.toAddress();
    }
    var wanted = answered.replyToAddress();
    var writer = answered.fromAddress();
    if (wanted == null
        || MailAddress.ascii(wanted).isEmpty()
        || unmatched.isOwnAddress(answered.workspaceId(), wanted)) {
      return writer;
    }
    var contact = answered.contactId();
    boolean sameContact =
        contact != null
            && contacts.idOf(answered.workspaceId(), wanted).filter(contact::equals).isPresent();
    return sameContact || MailAddress.sameDomain(wanted, writer) ? wanted : writer;
  }

  private static String address(String text) {
    return MailAddress.writable(text.strip())
        .orElseThrow(
            () -> new InvalidField("/to/0", "This is not an address that mail can be sent to."));
  }

  private static MessageContent.Email content(
      MessageDraft draft, @Nullable MessageCard answered, MessageContent.Copies copies) {
    var subject = draft.subject() == null ? "" : draft.subject().strip();
    if (answered == null && subject.isEmpty()) {
      throw new InvalidField("/subject", "required", "A new conversation needs a subject.");
    }
    if (subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidField("/subject", "One line of at most " + LONGEST_SUBJECT + " characters.");
    }
    var text = bounded("/text_body", draft.text());
    var html = bounded("/html_body", draft.html());
    if (text == null && html == null) {
      throw new InvalidField("/text_body", "required", "A text or an HTML body.");
    }
    return new MessageContent.Email(subject, text == null ? "" : text, html, copies);
  }

  private static @Nullable String bounded(String pointer, @Nullable String body) {
    if (body == null || body.isBlank()) {
      return null;
    }
    if (body.length() > LONGEST_BODY) {
      throw new InvalidField(pointer, "At most " + LONGEST_BODY + " characters.");
    }
    return body;
  }

  /** Waits for whoever reserves of the account, so that nothing is granted twice. */
  private void requireActive(SenderAccount account) {
    var locked = accounts.locked(account.workspaceId(), account.id());
    if (locked.filter(SenderAccount::isActive).isEmpty()) {
      throw new InboxPaused();
    }
  }

  /** Whom the conversation is with; held, so that he is not removed before this is there. */
  private @Nullable UUID contactOf(UUID workspaceId, Checked checked) {
    var answered = checked.answered();
    var known =
        contacts
            .idOf(workspaceId, checked.to())
            .orElse(answered == null ? null : answered.contactId());
    return known == null ? null : contacts.hold(workspaceId, known).orElse(null);
  }
}
