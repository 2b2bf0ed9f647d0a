package cadenza.messaging.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.FoundMail;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.InboundMessages;
import cadenza.messaging.domain.InboundRules;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.MailboxBook;
import cadenza.messaging.domain.ProviderIds;
import cadenza.messaging.domain.SubjectLine;
import cadenza.messaging.domain.ThreadMatch;
import cadenza.messaging.domain.UnmatchedMails;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stores one inbound mail with its kind and its thread, and tells of it, all in one transaction: a
 * reply has stopped its sequence when, and only when, it is stored. The same mail a second time
 * changes nothing.
 */
@UseCase
public class RecordInbound {
  private static final Duration LOOP_WITHIN = Duration.ofHours(1);

  @Inject InboundMessages messages;
  @Inject ProviderIds providerIds;
  @Inject MailboxBook mailboxes;
  @Inject ContactDirectory contacts;
  @Inject ResolveUnknown resolveUnknown;
  @Inject Clocks clocks;
  @Inject TellInbound tellInbound;
  @Inject KeepAttachments keepAttachments;
  @Inject UnmatchedMails unmatched;
  @Inject TendThread tendThread;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.loop-replies", defaultValue = "20")
  int loopReplies;

  /**
   * A mail found in a mailbox; the folder's cursor moves past it together with what it caused.
   *
   * @return what it is; empty for one that is known already, or our own
   */
  public Optional<InboundKind> found(Arrival arrival, InboundMail mail) {
    return foundTogether(List.of(new FoundMail(arrival, mail))).get(0);
  }

  /**
   * Mails of one folder in rising order of their UIDs, all of them or none.
   *
   * @return what each is, as {@link #found} says
   */
  public List<Optional<InboundKind>> foundTogether(List<FoundMail> mails) {
    var kinds = mails.stream().map(one -> kindOf(one.arrival(), one.mail())).toList();
    passed(mails.get(mails.size() - 1).arrival());
    return kinds;
  }

  private Optional<InboundKind> kindOf(Arrival arrival, InboundMail mail) {
    var stored =
        isOwnCopy(arrival, mail)
            ? Optional.<Stored>empty()
            : Optional.of(record(arrival, mail, clocks.of(arrival.workspaceId())));
    return stored.flatMap(one -> Optional.ofNullable(one.kind()));
  }

  /** The kind is null for a mail that was there before. */
  private record Stored(UUID messageId, @Nullable InboundKind kind) {}

  /** A mail that is gone again before it could be read. */
  public void passed(Arrival arrival) {
    mailboxes.advance(
        arrival.senderAccountId(),
        arrival.folder(),
        arrival.uidValidity(),
        arrival.uid(),
        clocks.real());
  }

  /**
   * An answer that no server carried, to a captured message.
   *
   * @return the stored message
   */
  public UUID scripted(UUID workspaceId, UUID senderAccountId, InboundMail mail, Instant at) {
    var arrival =
        new Arrival(
            workspaceId, senderAccountId, mail.toAddress(), "script", 0, 0, at, false, false);
    return record(arrival, mail, at).messageId();
  }

  private boolean isOwnCopy(Arrival arrival, InboundMail mail) {
    if (arrival.sentMailToo() && mail.fromAddress().equalsIgnoreCase(arrival.ownAddress())) {
      return true;
    }
    var id = mail.messageId();
    return id != null
        && (messages.isOwn(arrival.workspaceId(), arrival.senderAccountId(), id)
            || !ours(arrival, List.of(id)).isEmpty());
  }

  private Map<String, String> ours(Arrival arrival, List<String> ids) {
    return providerIds.ours(arrival.workspaceId(), arrival.senderAccountId(), ids);
  }

  private Stored record(Arrival arrival, InboundMail mail, Instant at) {
    var byStructure = InboundRules.kindOf(mail);
    var match = matchOf(arrival, mail, byStructure).orElse(null);
    var contactId = contactOf(arrival, mail, match);
    boolean person = byStructure == InboundKind.REPLY && !isOurselves(arrival, mail, match);
    if (person && match == null && contactId != null) {
      match = byContact(arrival, contactId);
    }
    boolean looping = person && match != null && isLoop(arrival, mail, match, at);
    var kind = looping ? InboundKind.AUTO_REPLY : kindOf(byStructure, match, person);
    boolean otherSender =
        match != null
            && match.sent()
            && kind == InboundKind.REPLY
            && !match.opensThread()
            && !MailAddress.same(match.writtenTo(), mail.fromAddress());
    var messageId = Ids.next();
    var rfcMessageId = claim(messageId, arrival, mail, match, otherSender, looping);
    if (rfcMessageId.isEmpty()) {
      var known = messages.known(arrival.senderAccountId(), mail.identity()).orElseThrow();
      return new Stored(known, null);
    }
    boolean opens = match == null || match.opensThread();
    var threadId = match == null || opens ? Ids.next() : match.threadId();
    var enrollmentId = match == null ? null : match.enrollmentId();
    if (opens) {
      messages.openThread(
          threadId,
          arrival.workspaceId(),
          arrival.senderAccountId(),
          contactId,
          SubjectLine.bare(mail.subject()),
          at);
    }
    messages.store(
        messageId, arrival, mail, kind, rfcMessageId.get(), threadId, contactId, enrollmentId, at);
    keepAttachments.keep(
        arrival.workspaceId(),
        messageId,
        mail.attachments(),
        isNews(arrival, match) && kind.isReadByPeople());
    if (match != null && match.settles()) {
      resolveUnknown.answered(arrival.workspaceId(), match.messageId());
    }
    if (isNews(arrival, match)) {
      if (person && match == null && contactId == null) {
        awaitMatch(messageId, mail);
      }
      if (person && !looping) {
        tendThread.wake(arrival.workspaceId(), threadId, at);
      }
      tellInbound.tell(
          new NewMail(
              messageId,
              arrival,
              mail,
              kind,
              threadId,
              contactId,
              enrollmentId,
              match,
              person && match == null,
              looping,
              at));
    }
    return new Stored(messageId, kind);
  }

  private @Nullable ThreadMatch byContact(Arrival arrival, UUID contactId) {
    return messages
        .matchByContact(
            arrival.workspaceId(), arrival.senderAccountId(), contactId, arrival.receivedAt())
        .orElse(null);
  }

  /** Two machines that answer each other would do so for ever. */
  private boolean isLoop(Arrival arrival, InboundMail mail, ThreadMatch match, Instant at) {
    return !match.opensThread()
        && unmatched.writtenIn(
                arrival.workspaceId(),
                match.threadId(),
                mail.fromAddress(),
                at.minus(LOOP_WITHIN),
                loopReplies)
            >= loopReplies;
  }

  /** What it names may be a message whose sending is recorded in this moment. */
  private void awaitMatch(UUID messageId, InboundMail mail) {
    var ids = mail.relatedIds();
    unmatched.mark(
        messageId,
        ids.isEmpty() ? "names_nothing" : "unknown_message",
        ids,
        ids.isEmpty() ? null : clocks.real().plus(RecordBounces.FIRST_LOOK));
  }

  private Optional<ThreadMatch> matchOf(Arrival arrival, InboundMail mail, InboundKind kind) {
    var ours = ours(arrival, mail.relatedIds());
    var related = mail.relatedIds().stream().map(id -> ours.getOrDefault(id, id)).toList();
    var byHeader = messages.matchByIds(arrival.workspaceId(), arrival.senderAccountId(), related);
    if (byHeader.isPresent() || kind != InboundKind.REPLY) {
      return byHeader;
    }
    return messages.matchBySubject(
        arrival.workspaceId(),
        arrival.senderAccountId(),
        mail.fromAddress(),
        mail.subject(),
        arrival.receivedAt());
  }

  /**
   * What the account's owner wrote elsewhere and sent here in copy answers nothing for others; what
   * another inbox of the workspace sends here of its own accord is nobody's mail either.
   */
  private boolean isOurselves(Arrival arrival, InboundMail mail, @Nullable ThreadMatch match) {
    if (mail.fromAddress().equalsIgnoreCase(arrival.ownAddress())) {
      return match == null || !match.writtenTo().equalsIgnoreCase(arrival.ownAddress());
    }
    return match == null && unmatched.isOwnAddress(arrival.workspaceId(), mail.fromAddress());
  }

  /**
   * What a person writes is a reply only within a conversation; what names our own message is one
   * even when it comes by way of a mailing list, as from a person with a group's address.
   */
  private static InboundKind kindOf(
      InboundKind byStructure, @Nullable ThreadMatch match, boolean person) {
    if (byStructure == InboundKind.LIST && match != null && match.answersOurs()) {
      return InboundKind.REPLY;
    }
    return byStructure == InboundKind.REPLY && (match == null || !person)
        ? InboundKind.OTHER
        : byStructure;
  }

  /**
   * The id under which the mail is stored; empty when it is stored already. A careless program may
   * give two mails one id, and a broken server two mails one UID: both mails count.
   */
  private Optional<String> claim(
      UUID messageId,
      Arrival arrival,
      InboundMail mail,
      @Nullable ThreadMatch match,
      boolean otherSender,
      boolean looping) {
    var madeUp = "<" + mail.identity().substring(0, 32) + "@no-id.invalid>";
    var id = mail.messageId() == null ? madeUp : mail.messageId();
    var uid = arrival.uid() == 0 ? null : Long.valueOf(arrival.uid());
    if (messages.claim(messageId, arrival, mail.identity(), id, uid, match, otherSender, looping)) {
      return Optional.of(id);
    }
    if (messages.known(arrival.senderAccountId(), mail.identity()).isPresent()) {
      return Optional.empty();
    }
    if (messages.claim(
        messageId, arrival, mail.identity(), id, null, match, otherSender, looping)) {
      return Optional.of(id);
    }
    return messages.claim(
            messageId, arrival, mail.identity(), madeUp, null, match, otherSender, looping)
        ? Optional.of(madeUp)
        : Optional.empty();
  }

  private @Nullable UUID contactOf(Arrival arrival, InboundMail mail, @Nullable ThreadMatch match) {
    if (match != null && match.contactId() != null) {
      return match.contactId();
    }
    if (mail.fromAddress().isEmpty()) {
      return null;
    }
    var workspace = arrival.workspaceId();
    return contacts
        .idOf(workspace, mail.fromAddress())
        .or(() -> contacts.idOf(workspace, MailAddress.readable(mail.fromAddress())))
        .flatMap(id -> contacts.hold(workspace, id)) // or he may be removed before this is there
        .orElse(null);
  }

  /** What was there before the account was connected is history, unless it answers us. */
  private static boolean isNews(Arrival arrival, @Nullable ThreadMatch match) {
    return !arrival.history() || (match != null && match.sent());
  }
}
